import { GitphonyError } from '../src/contract/errors.ts';
import type { Flow, TriggerNode } from '../src/contract/flow.ts';
import type { PluginRegistry } from '../src/contract/registry.ts';
import type { TriggerDefinition } from '../src/contract/trigger.ts';
import type { WorkflowOn } from '../src/contract/workflow-model.ts';
import { checkInterval } from './check-interval.ts';
import { checkPolling } from './check-polling.ts';
import { plainProperties } from './plain-properties.ts';
import type { ProblemList } from './problem-list.ts';
import { namesIn } from './template-names.ts';
import { conditionTexts } from './walk-flow.ts';

/** One line of `on.schedule` and the triggers that it fires. */
export interface ScheduleEntry {
  readonly cron: string;
  readonly timezone?: string;
}

/** What the enabled triggers of a flow ask of the workflow. */
export interface TriggerPlan {
  /** Without duplicates: triggers of one cron and time zone share a line and a run, which runs each, one by one. */
  readonly schedule: readonly ScheduleEntry[];
  /** The triggers with planned ticks: what can be backfilled. */
  readonly scheduled: readonly { readonly node: TriggerNode; readonly crons: readonly string[] }[];
  /** The triggers that fire on requests from outside. */
  readonly requests: readonly TriggerNode[];
  /** The triggers that wait for executions of other flows. */
  readonly waiting: readonly TriggerNode[];
  /** The triggers that look from time to time, which workflows of their own do. */
  readonly polling: readonly TriggerNode[];
  /** GitHub's own events, by their names in `on:`. */
  readonly events: GithubEvents;
}

/** The part of `on:` that is GitHub's own events. */
export type GithubEvents = Pick<WorkflowOn, 'push' | 'pull_request' | 'release' | 'issues' | 'workflow_run'>;

/** Asks every enabled trigger for its `on:` part. */
export async function planTriggers(flow: Flow, registry: PluginRegistry, problems: ProblemList): Promise<TriggerPlan> {
  const entries = new Map<string, ScheduleEntry>();
  const scheduled: { node: TriggerNode; crons: readonly string[] }[] = [];
  const requests: TriggerNode[] = [];
  const waiting: TriggerNode[] = [];
  const polling: TriggerNode[] = [];
  let events: GithubEvents = {};
  for (const node of flow.triggers.filter((trigger) => !trigger.disabled)) {
    const definition = await loadTrigger(node, registry);
    if (definition === undefined || definition.github?.supported === false) continue;
    const properties = plainProperties(node.properties);
    const { schedule: own = [], ...others } = askTrigger(definition, properties, node, problems);
    if (definition.fromEvent === undefined) refuseOtherEvents(node, Object.keys(others), problems);
    else events = addEvents(events, others, node, problems);
    if (own.length > 0) scheduled.push({ node, crons: own.map((entry) => entry.cron) });
    if (definition.fromRequest !== undefined) requests.push(node);
    if (definition.fromExecution !== undefined) waiting.push(node);
    if (definition.poll !== undefined) {
      polling.push(node);
      checkPolling(node, problems);
    }
    const judge =
      definition.ticks !== undefined ? 'the job that lists the ticks of a backfill' : 'the workflow of the other flow';
    const judgesItself =
      definition.fromRequest !== undefined || definition.fromEvent !== undefined || definition.poll !== undefined;
    if (!judgesItself) refuseNamesInConditions(node, judge, problems);
    checkInterval(
      node,
      own.map(({ cron }) => cron),
      definition.ticks?.(properties),
      problems,
    );
    for (const entry of own) addEntry(entries, entry, node, problems);
  }
  return { schedule: [...entries.values()], scheduled, requests, waiting, polling, events };
}

async function loadTrigger(node: TriggerNode, registry: PluginRegistry): Promise<TriggerDefinition | undefined> {
  const definition = await registry.load(node.type);
  return definition.kind === 'trigger' ? definition : undefined;
}

/** A trigger refuses what GitHub cannot keep (seconds, `L`, `W`) by an error with its own way out. */
function askTrigger(
  definition: TriggerDefinition,
  properties: Record<string, unknown>,
  node: TriggerNode,
  problems: ProblemList,
): WorkflowOn {
  try {
    return definition.toWorkflow(properties, node);
  } catch (error) {
    if (!(error instanceof GitphonyError)) throw error;
    problems.error('unsupported-on-github', node.path, error.message, error.hint ?? 'change the trigger');
    return {};
  }
}

/** One workflow has an event once: two triggers with other filters would both fire for what either asks for. */
function addEvents(known: GithubEvents, own: GithubEvents, node: TriggerNode, problems: ProblemList): GithubEvents {
  for (const [event, filters] of Object.entries(own)) {
    const earlier = known[event as keyof GithubEvents];
    if (earlier === undefined || JSON.stringify(earlier) === JSON.stringify(filters)) continue;
    problems.error(
      'same-event-twice',
      node.path,
      `trigger "${node.id}" asks for the event ${event} with other filters than another trigger of this flow`,
      'give both the same filters, or move one of them to a flow of its own',
    );
    return known;
  }
  return { ...known, ...own };
}

/** An event that the workflow does not have must not vanish without a word. */
function refuseOtherEvents(node: TriggerNode, events: readonly string[], problems: ProblemList): void {
  if (events.length === 0) return;
  problems.error(
    'unsupported-on-github',
    [...node.path, 'type'],
    `trigger "${node.id}": workflows are not made for the event ${events.join(', ')} yet`,
    'run this flow locally (`gitphony run`), or set disabled: true on the trigger',
  );
}

/** Who judges the conditions has neither secrets nor keys, and must find the same as the rest. */
function refuseNamesInConditions(node: TriggerNode, judge: string, problems: ProblemList): void {
  for (const { text, path } of conditionTexts(node)) {
    const [use] = namesIn(text);
    if (use === undefined) continue;
    problems.error(
      'unsupported-on-github',
      path,
      `trigger "${node.id}": a condition asks for ${use.kind}(), which ${judge} does not have`,
      'decide without it, or let the first task decide by runIf',
    );
  }
}

/** A run learns only the cron text that fired it, never the time zone: one text must not stand for two zones. */
function addEntry(
  entries: Map<string, ScheduleEntry>,
  entry: ScheduleEntry,
  node: TriggerNode,
  problems: ProblemList,
): void {
  const known = entries.get(entry.cron);
  if (known !== undefined && known.timezone !== entry.timezone) {
    problems.error(
      'same-cron-in-two-zones',
      [...node.path, 'cron'],
      `trigger "${node.id}" has the cron "${entry.cron}" of another trigger, in another time zone; GitHub tells a run only the cron text, so the two cannot be told apart`,
      'write one of them differently with the same meaning, e.g. the month "1-12" for "*", or "9-9" for "9"',
    );
    return;
  }
  entries.set(entry.cron, entry);
}
