import type { Flow } from '../../src/contract/flow.ts';
import type { ProjectConfig } from '../../src/contract/project-config.ts';
import type { WorkflowJob } from '../../src/contract/workflow-model.ts';
import { dispatchField } from '../../src/util/dispatch-fields.ts';
import { actionStep, checkout, readContents } from '../action-step.ts';
import { planMinutes } from './job-parts.ts';

/**
 * The job that fetches the record of an earlier run, as it is. It has a token and runs no task; the job that goes on from it has
 * none, and reads it from an artifact of its own run.
 */
export function recordJob(flow: Flow, config: ProjectConfig): WorkflowJob {
  return {
    name: 'Fetch the record of the earlier run',
    if: `\${{ inputs.${dispatchField.resume} }}`,
    'runs-on': config.runsOn,
    'timeout-minutes': Math.min(planMinutes, config.timeoutMinutes),
    permissions: {
      actions: { level: 'read', reason: 'downloads the artifacts of the run to go on with' },
      ...readContents,
    },
    steps: [checkout, actionStep(flow, config, 'Fetch the record', { mode: 'record', token: '${{ github.token }}' })],
  };
}
