import type { Flow } from '../../src/contract/flow.ts';
import type { ProjectConfig } from '../../src/contract/project-config.ts';
import type { WorkflowJob } from '../../src/contract/workflow-model.ts';
import { actionStep, checkout, readContents } from '../action-step.ts';
import { type JobParts, planMinutes } from './job-parts.ts';

/**
 * The job that starts the rest of a backfill in order whose leg ran out of time: it may dispatch, so it runs no task of a flow. Keys that
 * the leg wrote are saved before.
 */
export function handOnJob(flow: Flow, config: ProjectConfig, parts: JobParts): WorkflowJob {
  const step = actionStep(flow, config, 'Start the rest', {
    mode: 'hand-on',
    rest: '${{ needs.backfill.outputs.rest }}',
  });
  return {
    name: 'Start the rest of the backfill',
    needs: ['backfill', ...(parts.keys.writes ? ['keys'] : [])],
    if: "${{ !cancelled() && needs.backfill.result != 'skipped' && needs.backfill.outputs.rest != '' }}",
    'runs-on': config.runsOn,
    'timeout-minutes': Math.min(planMinutes, config.timeoutMinutes),
    permissions: { ...readContents, actions: { level: 'write', reason: 'starts the rest of the backfill' } },
    steps: [checkout, { ...step, env: { GITPHONY_TOKEN: '${{ github.token }}' } }],
  };
}
