import type { Flow } from '../../src/contract/flow.ts';
import type { ProjectConfig } from '../../src/contract/project-config.ts';
import type { WorkflowJob } from '../../src/contract/workflow-model.ts';
import { checkout } from '../action-step.ts';
import { flowJob, flowStep, jobOutputs } from './flow-job.ts';
import { legSlot } from '../plan-slots.ts';
import type { JobParts } from './job-parts.ts';

/** The legs of a backfill: a matrix over the ticks that the plan job listed. */
export function backfillJob(flow: Flow, config: ProjectConfig, parts: JobParts): WorkflowJob {
  return {
    name: 'Backfill ${{ matrix.name }}',
    needs: ['plan'],
    // A matrix without entries is an error to GitHub.
    if: "${{ needs.plan.result == 'success' && needs.plan.outputs.empty != 'true' }}",
    ...flowJob(flow, config, parts),
    ...(parts.slots === undefined ? {} : { concurrency: legSlot(parts.slots) }),
    strategy: {
      matrix: '${{ fromJSON(needs.plan.outputs.matrix) }}',
      'max-parallel': parts.maxParallel === 1 ? 1 : '${{ fromJSON(needs.plan.outputs.parallel) }}',
      'fail-fast': false,
    },
    outputs: { ...jobOutputs(parts).outputs, rest: '${{ steps.flow.outputs.rest }}' },
    steps: [checkout, ...parts.toolchains, flowStep(flow, config, parts, 'Run the ticks', legInputs)],
  };
}

const legInputs = {
  mode: 'backfill',
  ticks: '${{ matrix.ticks }}',
  'plan-count': '${{ needs.plan.outputs.count }}',
  'plan-hash': '${{ needs.plan.outputs.hash }}',
};
