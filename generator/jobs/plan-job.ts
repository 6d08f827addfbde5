import type { Flow } from '../../src/contract/flow.ts';
import type { ProjectConfig } from '../../src/contract/project-config.ts';
import type { WorkflowJob } from '../../src/contract/workflow-model.ts';
import { dispatchField } from '../../src/util/dispatch-fields.ts';
import { actionStep, checkout, readContents } from '../action-step.ts';
import { scratchInput } from './flow-job.ts';
import { type JobParts, planMinutes } from './job-parts.ts';

/** The job that lists the ticks of a backfill. No secrets here: GitHub drops an output in which a secret's value occurs. */
export function planJob(flow: Flow, config: ProjectConfig, parts: JobParts): WorkflowJob {
  const { maxParallel } = parts;
  const most: Record<string, string> = maxParallel === undefined ? {} : { 'max-parallel': String(maxParallel) };
  const slots: Record<string, string> = parts.slots === undefined ? {} : { slots: parts.slots.numbers.join(',') };
  const inputs = { mode: 'plan', ...most, ...slots, ...scratchInput(parts) };
  const step = actionStep(flow, config, 'List the ticks', inputs);
  return {
    name: 'Plan the backfill',
    if: `\${{ inputs.${dispatchField.start} }}`,
    'runs-on': config.runsOn,
    'timeout-minutes': Math.min(planMinutes, config.timeoutMinutes),
    permissions: {
      ...readContents,
      actions: { level: 'read', reason: 'sees which ticks have succeeded, to leave them out' },
    },
    outputs: {
      matrix: '${{ steps.plan.outputs.matrix }}',
      count: '${{ steps.plan.outputs.count }}',
      hash: '${{ steps.plan.outputs.hash }}',
      empty: '${{ steps.plan.outputs.empty }}',
      parallel: '${{ steps.plan.outputs.parallel }}',
    },
    steps: [checkout, { ...step, id: 'plan', env: { GITPHONY_TOKEN: '${{ github.token }}' } }],
  };
}
