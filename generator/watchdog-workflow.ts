import type { ProjectConfig } from '../src/contract/project-config.ts';
import type { WorkflowJob } from '../src/contract/workflow-model.ts';
import { checkout, projectStep } from './action-step.ts';
import type { WorkflowPlan } from './workflow-plan.ts';

/** Minutes of the job: it only asks and dispatches. */
const minutes = 15;

/**
 * The workflow that looks for planned times that GitHub dropped, also of flows whose cron never fired, and dispatches them. Undefined where
 * gitphony.yaml has no watchdog. Two looks never run at once; its job may dispatch and make references, and runs no task of a flow.
 */
export function planWatchdog(config: ProjectConfig): WorkflowPlan | undefined {
  if (config.watchdog === undefined) return undefined;
  const watch: WorkflowJob = {
    name: 'Make up for dropped schedules',
    'runs-on': config.runsOn,
    'timeout-minutes': minutes,
    permissions: {
      actions: { level: 'write', reason: 'reads the runs of the flows and starts those that are missing' },
      contents: { level: 'write', reason: 'claims a planned time by a reference below refs/gitphony/ticks' },
    },
    steps: [
      checkout,
      { ...projectStep(config, 'Look for late schedules', 'watch'), env: { GITPHONY_TOKEN: '${{ github.token }}' } },
    ],
  };
  return {
    source: 'gitphony.yaml',
    target: '.github/workflows/gitphony-watchdog.yml',
    workflow: {
      name: 'gitphony watchdog',
      on: { workflow_dispatch: {}, schedule: [{ cron: config.watchdog.cron }] },
      permissions: {},
      concurrency: { group: 'gitphony-watchdog', queue: 'max', 'cancel-in-progress': false },
      jobs: { watch },
    },
    problems: [],
  };
}
