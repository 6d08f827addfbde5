import { environmentOf } from '../src/contract/environment-of.ts';
import type { Flow } from '../src/contract/flow.ts';
import type { ProjectConfig } from '../src/contract/project-config.ts';
import type { WorkflowJob, WorkflowStep } from '../src/contract/workflow-model.ts';
import { dispatchField } from '../src/util/dispatch-fields.ts';
import { actionStep, checkout, readContents } from './action-step.ts';
import { type KeyPlan, keysOutput, saveKeysJob } from './plan-keys.ts';
import type { NamePlan } from './plan-names.ts';
import type { ScratchDatabase } from './plan-scratch.ts';
import type { Follower } from './plan-topology.ts';
import type { TriggerPlan } from './plan-triggers.ts';

/** What the jobs depend on beside flow and config. */
export interface JobParts {
  readonly triggers: TriggerPlan;
  readonly names: NamePlan;
  readonly scratch: ScratchDatabase | undefined;
  readonly maxParallel: number | undefined;
  /** The flows that may run when this one has ended. */
  readonly followers: readonly Follower[];
  readonly keys: KeyPlan;
}

/** Minutes for the plan job, which only lists ticks. */
const planMinutes = 10;

/**
 * A normal run is the one job `run`. A flow with planned ticks also gets `plan` and `backfill`, which start only where
 * the form's start is filled in, and then `run` does not: no job that may do nothing is billed.
 */
export function planJobs(flow: Flow, config: ProjectConfig, parts: JobParts): Record<string, WorkflowJob> {
  const withBackfill = parts.triggers.scheduled.length > 0;
  const isBackfill = `inputs.${dispatchField.start}`;
  const run: WorkflowJob = {
    name: `Run ${flow.id}`,
    ...guard(parts, withBackfill),
    ...flowJob(flow, config, parts),
    ...(catchesUp(config, parts) ? { permissions: { ...readContents, ...readRuns } } : {}),
    ...jobOutputs(parts),
    steps: [checkout, runStep(flow, config, parts)],
  };
  const after: Record<string, WorkflowJob> = {
    ...(parts.keys.writes ? { keys: saveKeysJob(flow, config, withBackfill) } : {}),
    ...(parts.followers.length === 0 ? {} : { finish: finishJob(flow, config, parts, withBackfill) }),
  };
  if (!withBackfill) return { run, ...after };
  const plan: WorkflowJob = {
    name: 'Plan the backfill',
    if: `\${{ ${isBackfill} }}`,
    'runs-on': config.runsOn,
    'timeout-minutes': Math.min(planMinutes, config.timeoutMinutes),
    permissions: readContents,
    outputs: {
      matrix: '${{ steps.plan.outputs.matrix }}',
      count: '${{ steps.plan.outputs.count }}',
      hash: '${{ steps.plan.outputs.hash }}',
    },
    // No secrets here: GitHub drops an output in which a secret's value occurs.
    steps: [checkout, { ...actionStep(flow, config, 'List the ticks', planInputs(parts)), id: 'plan' }],
  };
  const backfill: WorkflowJob = {
    name: 'Backfill ${{ matrix.name }}',
    needs: ['plan'],
    if: "${{ needs.plan.result == 'success' }}",
    ...flowJob(flow, config, parts),
    strategy: {
      matrix: '${{ fromJSON(needs.plan.outputs.matrix) }}',
      ...(parts.maxParallel === undefined ? {} : { 'max-parallel': parts.maxParallel }),
      'fail-fast': false,
    },
    ...jobOutputs(parts),
    steps: [checkout, flowStep(flow, config, parts, 'Run the ticks', legInputs)],
  };
  return { run, plan, backfill, ...after };
}

/** A backfill is not a run; and a run of a fork's workflow must not reach secrets. */
function guard({ triggers }: JobParts, withBackfill: boolean): Pick<WorkflowJob, 'if'> {
  const parts = [
    ...(withBackfill ? [`!inputs.${dispatchField.start}`] : []),
    ...(triggers.events.workflow_run === undefined
      ? []
      : [
          "(github.event_name != 'workflow_run' || github.event.workflow_run.head_repository.full_name == github.repository)",
        ]),
  ];
  return parts.length === 0 ? {} : { if: `\${{ ${parts.join(' && ')} }}` };
}

/** What the jobs tell those after them: the executions that ended, and whether keys were written. */
function jobOutputs({ followers, keys }: JobParts): Pick<WorkflowJob, 'outputs'> {
  if (followers.length === 0 && !keys.writes) return {};
  return {
    outputs: {
      ...(followers.length === 0 ? {} : { ended: '${{ steps.flow.outputs.ended }}' }),
      ...(keys.writes ? keysOutput : {}),
    },
  };
}

/**
 * The job that starts the flows that follow: it may dispatch, so it runs no task of a flow. It starts only where something
 * ended in a state that somebody waits for.
 */
function finishJob(flow: Flow, config: ProjectConfig, parts: JobParts, withBackfill: boolean): WorkflowJob {
  const { followers } = parts;
  const remembers = followers.some((follower) => follower.remembers);
  const has = (job: string): string => `(needs.${job}.result != 'skipped' && needs.${job}.outputs.ended != '')`;
  const ended = withBackfill
    ? "needs.run.result == 'skipped' && needs.backfill.outputs.ended || needs.run.outputs.ended"
    : 'needs.run.outputs.ended';
  const step = actionStep(flow, config, 'Start the flows that follow', {
    mode: 'finish',
    ended: `\${{ ${ended} }}`,
    followers: followers.map(({ file }) => file).join('\n'),
  });
  return {
    name: `Start what follows ${flow.id}`,
    needs: withBackfill ? ['run', 'backfill'] : ['run'],
    if: `\${{ always() && ${withBackfill ? `(${has('run')} || ${has('backfill')})` : has('run').slice(1, -1)} }}`,
    'runs-on': config.runsOn,
    'timeout-minutes': Math.min(planMinutes, config.timeoutMinutes),
    permissions: {
      actions: {
        level: 'write',
        reason: `starts ${followers.map(({ namespace, id }) => `${namespace}.${id}`).join(', ')}`,
      },
      contents: remembers
        ? { level: 'write', reason: 'keeps what conditions remember on the branch gitphony-state' }
        : readContents.contents,
    },
    steps: [checkout, { ...step, env: { GITPHONY_TOKEN: '${{ github.token }}' } }],
  };
}

/** Which states the finish job is started for: `all`, or their names. */
function handOver({ followers }: JobParts): Record<string, string> {
  if (followers.length === 0) return {};
  const waitedFor = followers.flatMap(({ states }) => states ?? ['all']);
  return { 'hand-over': waitedFor.includes('all') ? 'all' : [...new Set(waitedFor)].toSorted().join(',') };
}

/** A scheduled run looks at the runs before it: which planned times GitHub dropped, and whether `stopAfter` stopped a trigger. */
function catchesUp({ recoverMissedSchedules }: ProjectConfig, { triggers }: JobParts): boolean {
  return triggers.scheduled.some(({ node: { properties } }) => {
    const recovery = properties['recoverMissedSchedules'] ?? recoverMissedSchedules;
    return recovery !== 'NONE' || properties['stopAfter'] !== undefined;
  });
}

function runStep(flow: Flow, config: ProjectConfig, parts: JobParts): WorkflowStep {
  const step = flowStep(flow, config, parts, 'Run the flow', { mode: 'run' });
  return catchesUp(config, parts) ? { ...step, env: { ...step.env, GITPHONY_TOKEN: '${{ github.token }}' } } : step;
}

const readRuns = { actions: { level: 'read', reason: 'sees which planned times have run' } } as const;

const legInputs = {
  mode: 'backfill',
  ticks: '${{ matrix.ticks }}',
  'plan-count': '${{ needs.plan.outputs.count }}',
  'plan-hash': '${{ needs.plan.outputs.hash }}',
};

function planInputs(parts: JobParts): Record<string, string | boolean> {
  return { mode: 'plan', ...scratchInput(parts) };
}

/** Tells the action that the database dies with the job: the summary says so, a backfill needs `_scratch`. */
function scratchInput(parts: JobParts): Record<string, boolean> {
  return parts.scratch === undefined ? {} : { scratch: true };
}

/** What every job that runs the flow's tasks has. */
function flowJob(
  flow: Flow,
  config: ProjectConfig,
  parts: JobParts,
): Pick<WorkflowJob, 'runs-on' | 'timeout-minutes' | 'permissions' | 'environment' | 'services'> {
  const environment = environmentOf(config, flow.namespace);
  return {
    'runs-on': config.runsOn,
    'timeout-minutes': config.timeoutMinutes,
    permissions: readContents,
    ...(environment === undefined ? {} : { environment }),
    ...(parts.scratch === undefined ? {} : { services: parts.scratch.services }),
  };
}

function flowStep(
  flow: Flow,
  config: ProjectConfig,
  parts: JobParts,
  name: string,
  inputs: Record<string, string>,
): WorkflowStep {
  const env = { ...parts.names.env, ...parts.scratch?.env };
  const readsBranch = config.kv !== 'variables' && (parts.keys.reads || parts.names.readsKeys);
  const token: Record<string, string> = readsBranch ? { token: '${{ github.token }}' } : {};
  const base = actionStep(flow, config, name, { ...inputs, ...scratchInput(parts), ...handOver(parts), ...token });
  const isAsked = parts.followers.length > 0 || parts.keys.writes;
  const step = isAsked ? { ...base, id: 'flow' } : base;
  return Object.keys(env).length === 0 ? step : { ...step, env };
}
