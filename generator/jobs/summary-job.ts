import type { Flow } from '../../src/contract/flow.ts';
import type { ProjectConfig } from '../../src/contract/project-config.ts';
import type { WorkflowJob } from '../../src/contract/workflow-model.ts';
import { actionStep, checkout, readContents } from '../action-step.ts';
import { scratchInput } from './flow-job.ts';
import { type JobParts, planMinutes } from './job-parts.ts';

/** The job that writes one table over all legs of a backfill, however they ended. It reads jobs and artifacts, and runs no task of a flow. */
export function summaryJob(flow: Flow, config: ProjectConfig, parts: JobParts): WorkflowJob {
  const step = actionStep(flow, config, 'Write the table', { mode: 'summary', ...scratchInput(parts) });
  return {
    name: 'Sum up the backfill',
    needs: ['plan', 'backfill'],
    if: "${{ always() && needs.plan.result == 'success' && needs.plan.outputs.empty != 'true' }}",
    'runs-on': config.runsOn,
    'timeout-minutes': Math.min(planMinutes, config.timeoutMinutes),
    permissions: { ...readContents, actions: { level: 'read', reason: 'reads how the legs ended' } },
    steps: [checkout, { ...step, env: { GITPHONY_TOKEN: '${{ github.token }}' } }],
  };
}
