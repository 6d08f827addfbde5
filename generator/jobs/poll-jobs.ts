import type { Flow } from '../../src/contract/flow.ts';
import type { ProjectConfig } from '../../src/contract/project-config.ts';
import type { WorkflowJob } from '../../src/contract/workflow-model.ts';
import { checkout, projectStep, readContents } from '../action-step.ts';
import { planMinutes } from './job-parts.ts';

/** A trigger that polls, as a job needs it. */
export interface PolledTrigger {
  readonly flow: Flow;
  /** Its id. */
  readonly trigger: string;
  readonly remembers: boolean;
  /** The secrets and variables that it names. */
  readonly env: Readonly<Record<string, string>>;
  /** To show a cloud which job this is, where the trigger brings no key. */
  readonly identity: WorkflowJob['permissions'];
}

/** The job that looks: it has the secrets that the triggers name, and may start nothing. */
export function pollJob(
  triggers: readonly PolledTrigger[],
  { environment, label }: { readonly environment: string | undefined; readonly label: string | undefined },
  config: ProjectConfig,
): WorkflowJob {
  const env = Object.fromEntries(
    triggers.flatMap((trigger) => Object.entries(trigger.env)).toSorted(([a], [b]) => (a < b ? -1 : 1)),
  );
  const step = projectStep(config, 'Look whether there is something', 'poll', {
    triggers: namesOf(triggers),
    token: '${{ github.token }}',
  });
  return {
    name: `Poll${inBrackets(label)}`,
    'runs-on': config.pollingRunsOn ?? config.runsOn,
    'timeout-minutes': Math.min(planMinutes, config.timeoutMinutes),
    permissions: {
      actions: { level: 'read', reason: 'sees whether what a trigger started still runs' },
      contents: { level: 'read', reason: 'reads the flows, and what was seen before' },
      ...Object.assign({}, ...triggers.map(({ identity }) => identity)),
    },
    ...(environment === undefined ? {} : { environment }),
    outputs: {
      found: '${{ steps.poll.outputs.found }}',
      'found-count': '${{ steps.poll.outputs.found-count }}',
    },
    steps: [checkout, { ...step, id: 'poll', ...(Object.keys(env).length === 0 ? {} : { env }) }],
  };
}

/** The job that starts flows: only where something was found. No code of a trigger runs in it, and it has no secrets. */
export function startJob(
  triggers: readonly PolledTrigger[],
  { label, poll }: { readonly label: string | undefined; readonly poll: string },
  config: ProjectConfig,
): WorkflowJob {
  const flows = [...new Set(triggers.map(({ flow }) => `${flow.namespace}.${flow.id}`))];
  const step = projectStep(config, 'Start the flows', 'start', {
    triggers: namesOf(triggers),
    found: `\${{ needs.${poll}.outputs.found }}`,
    token: '${{ github.token }}',
  });
  return {
    name: `Start what was found${inBrackets(label)}`,
    needs: [poll],
    // A poll that failed must not keep what others found.
    if: `\${{ always() && needs.${poll}.outputs.found-count != '' }}`,
    'runs-on': config.pollingRunsOn ?? config.runsOn,
    'timeout-minutes': Math.min(planMinutes, config.timeoutMinutes),
    permissions: {
      actions: { level: 'write', reason: `starts ${flows.join(', ')}` },
      contents: triggers.some(({ remembers }) => remembers)
        ? { level: 'write', reason: 'keeps what was seen on the branch gitphony-state' }
        : readContents.contents,
    },
    steps: [checkout, step],
  };
}

function namesOf(triggers: readonly PolledTrigger[]): string {
  return triggers.map(({ flow, trigger }) => `${flow.file} ${trigger}`).join('\n');
}

function inBrackets(label: string | undefined): string {
  return label === undefined ? '' : ` (${label})`;
}
