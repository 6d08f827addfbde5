import type { Flow } from '../../src/contract/flow.ts';
import type { ProjectConfig } from '../../src/contract/project-config.ts';
import type { WorkflowJob } from '../../src/contract/workflow-model.ts';
import { checkout } from '../action-step.ts';
import { flowJob, flowStep, jobOutputs } from './flow-job.ts';
import type { JobParts } from './job-parts.ts';

/** The legs of a backfill: a matrix over the ticks that the plan job listed. */
export function backfillJob(flow: Flow, config: ProjectConfig, parts: JobParts): WorkflowJob {
  return {
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
    steps: [checkout, ...parts.toolchains, flowStep(flow, config, parts, 'Run the ticks', legInputs)],
  };
}

const legInputs = {
  mode: 'backfill',
  ticks: '${{ matrix.ticks }}',
  'plan-count': '${{ needs.plan.outputs.count }}',
  'plan-hash': '${{ needs.plan.outputs.hash }}',
};
