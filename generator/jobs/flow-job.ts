import type { Flow } from '../../src/contract/flow.ts';
import type { ProjectConfig } from '../../src/contract/project-config.ts';
import type { WorkflowJob, WorkflowStep } from '../../src/contract/workflow-model.ts';
import { actionStep, readContents } from '../action-step.ts';
import { environmentInput, jobEnvironment } from '../job-environment.ts';
import { identityPermission } from '../plan-identity.ts';
import { keysOutput } from '../plan-keys.ts';
import type { JobParts } from './job-parts.ts';

/** What every job that runs the flow's tasks has. */
export function flowJob(
  flow: Flow,
  config: ProjectConfig,
  parts: JobParts,
): Pick<WorkflowJob, 'runs-on' | 'timeout-minutes' | 'permissions' | 'environment' | 'services'> {
  const environment = jobEnvironment(config, flow.namespace);
  return {
    'runs-on': parts.runner,
    'timeout-minutes': config.timeoutMinutes,
    permissions: { ...readContents, ...identityPermission(parts.identity) },
    ...(environment === undefined ? {} : { environment }),
    ...(parts.scratch === undefined ? {} : { services: parts.scratch.services }),
  };
}

/** The step that runs the flow's tasks. */
export function flowStep(
  flow: Flow,
  config: ProjectConfig,
  parts: JobParts,
  name: string,
  inputs: Record<string, string>,
): WorkflowStep {
  const env = { ...parts.names.env, ...parts.scratch?.env, ...historyKey(config) };
  const readsBranch = config.kv !== 'variables' && (parts.keys.reads || parts.names.readsKeys);
  const token: Record<string, string> = readsBranch ? { token: '${{ github.token }}' } : {};
  const base = actionStep(flow, config, name, {
    ...inputs,
    ...environmentInput(config, flow.namespace),
    ...scratchInput(parts),
    ...handOver(parts),
    ...token,
  });
  const isAsked = parts.followers.length > 0 || parts.keys.writes || inputs['mode'] === 'backfill';
  const step = isAsked ? { ...base, id: 'flow' } : base;
  return Object.keys(env).length === 0 ? step : { ...step, env };
}

/** With it the action encrypts what it keeps of the run; tasks never see it. */
export function historyKey({ history }: ProjectConfig): Readonly<Record<string, string>> {
  return history === 'encrypted' ? { GITPHONY_HISTORY_KEY: '${{ secrets.GITPHONY_HISTORY_KEY }}' } : {};
}

/** What the jobs tell those after them: the executions that ended, and whether keys were written. */
export function jobOutputs({ followers, keys }: JobParts): Pick<WorkflowJob, 'outputs'> {
  if (followers.length === 0 && !keys.writes) return {};
  return {
    outputs: {
      ...(followers.length === 0 ? {} : { ended: '${{ steps.flow.outputs.ended }}' }),
      ...(keys.writes ? keysOutput : {}),
    },
  };
}

/** Tells the action that the database dies with the job: the summary says so, a backfill needs `_scratch`. */
export function scratchInput(parts: JobParts): Record<string, boolean> {
  return parts.scratch === undefined ? {} : { scratch: true };
}

/** Which states the finish job is started for: `all`, or their names. */
function handOver({ followers }: JobParts): Record<string, string> {
  if (followers.length === 0) return {};
  const waitedFor = followers.flatMap(({ states }) => states ?? ['all']);
  return { 'hand-over': waitedFor.includes('all') ? 'all' : [...new Set(waitedFor)].toSorted().join(',') };
}
