import type { Flow, InputType } from '../src/contract/flow.ts';
import type { DispatchInput } from '../src/contract/workflow-model.ts';
import { dispatchField } from '../src/util/dispatch-fields.ts';
import { inputFieldName } from '../src/util/github-names.ts';
import type { TriggerPlan } from './plan-triggers.ts';
import { quoteText } from './workflow-expression.ts';

/** Types whose values are short and closed: free text stays out of titles, it may be long or private. */
const shown: ReadonlySet<InputType> = new Set<InputType>(['SELECT', 'BOOL', 'BOOLEAN', 'INT', 'FLOAT', 'DATE']);
/** More would not fit a list of runs. */
const mostShown = 3;

/** The title of a run: the flow, then the trigger, the backfill's window, the tick, or the inputs of a start by hand. */
export function runName(flow: Flow, triggers: TriggerPlan, dispatch: Readonly<Record<string, DispatchInput>>): string {
  const byHand = manualText(flow, dispatch);
  const { start, end, trigger, date, key, upstream, polled, resume } = dispatchField;
  const parts = [
    ...(resume in dispatch ? [`inputs.${resume} && format('goes on with {0}', inputs.${resume})`] : []),
    ...(start in dispatch
      ? [
          `inputs.${start} && format('backfill of {0} from {1} to {2}', inputs.${trigger}, inputs.${start}, inputs.${end} || 'now')`,
          `inputs.${date} && format('{0} for {1}', inputs.${trigger}, inputs.${date})`,
        ]
      : []),
    ...(key in dispatch ? [`inputs.${key} && 'webhook'`] : []),
    ...(triggers.requests.length > 0 && !(key in dispatch)
      ? ["github.event_name == 'repository_dispatch' && 'webhook'"]
      : []),
    // The workflow that tells of an execution looks for this title before it tells again.
    ...(upstream in dispatch ? [`inputs.${upstream} && ${afterTitle(`inputs.${upstream}`)}`] : []),
    // The same for who tells of what a poll found.
    ...(polled in dispatch ? [`inputs.${polled} && ${polledText(`inputs.${polled}`)}`] : []),
    ...scheduleTexts(triggers),
    ...eventTexts(triggers),
    byHand,
  ];
  if (parts.length === 1 && byHand === plainByHand) return `${flow.id} · by hand`;
  return `${flow.id} · \${{ ${parts.join(' || ')} }}`;
}

/** `after demo.load SUCCESS 3fa…`: what follows on which execution. */
function afterTitle(field: string): string {
  const part = (name: string): string => `fromJSON(${field}).execution.${name}`;
  return `format('after {0}.{1} {2} {3}', ${['namespace', 'flowId', 'state', 'id'].map(part).join(', ')})`;
}

/** `incoming polled 3fa…`: which trigger found what. */
function polledText(field: string): string {
  return `format('{0} polled {1}', fromJSON(${field}).trigger, fromJSON(${field}).id)`;
}

/** Numbers only: titles and branches are for strangers to write. */
function eventTexts({ events }: TriggerPlan): string[] {
  const named: Readonly<Record<string, string>> = {
    pull_request: "format('pull request {0}', github.event.number)",
    issues: "format('issue {0}', github.event.issue.number)",
    workflow_run: "'after a workflow'",
  };
  return Object.keys(events).map((event) => `github.event_name == '${event}' && ${named[event] ?? `'${event}'`}`);
}

/** A run by schedule knows the cron text that fired it: that names its triggers. */
function scheduleTexts(triggers: TriggerPlan): string[] {
  return triggers.schedule.map(({ cron }) => {
    const ids = triggers.scheduled.filter(({ crons }) => crons.includes(cron)).map(({ node }) => node.id);
    return `github.event.schedule == ${quoteText(cron)} && ${quoteText(ids.join(' and '))}`;
  });
}

function manualText(flow: Flow, dispatch: Readonly<Record<string, DispatchInput>>): string {
  const inputs = flow.inputs
    .filter(({ id, type, properties }) => {
      const isClosed = shown.has(type) && properties['allowCustomValue'] !== true;
      return isClosed && inputFieldName(id) in dispatch;
    })
    .slice(0, mostShown);
  if (inputs.length === 0) return plainByHand;
  const template = inputs.map(({ id }, index) => `${id}={${index}}`).join(', ');
  const values = inputs.map(({ id }) => `inputs.${inputFieldName(id)}`).join(', ');
  return `format(${quoteText(`by hand, ${template}`)}, ${values})`;
}

const plainByHand = "'by hand'";
