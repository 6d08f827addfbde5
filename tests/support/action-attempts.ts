import { type ActionOptions, type ActionProcess, type ActionRun, startAction } from './action.ts';
import type { ResultsService } from './results-service.ts';

/** One run of a workflow, attempt by attempt; each on a machine of its own, as on GitHub. */
export interface WorkflowAttempts {
  /** Runs the next attempt to its end. */
  run(more?: Partial<ActionOptions>): Promise<ActionRun>;
  /** Starts it; what becomes of it is the test's business. */
  start(more?: Partial<ActionOptions>): Promise<ActionProcess>;
}

export function workflowAttempts(results: ResultsService, runId: string, options: ActionOptions): WorkflowAttempts {
  let attempt = 0;
  const start: WorkflowAttempts['start'] = (more = {}) => {
    attempt += 1;
    const own = {
      ...results.jobEnv({ runId }),
      GITHUB_RUN_ID: runId,
      GITHUB_RUN_ATTEMPT: String(attempt),
      GITHUB_REF: 'refs/heads/main',
      GITHUB_REF_NAME: 'main',
      GITHUB_WORKFLOW_REF: 'octo/flows/.github/workflows/demo.flow.yml@refs/heads/main',
    };
    return startAction({ ...options, ...more, env: { ...own, ...options.env, ...more.env } });
  };
  return {
    start,
    async run(more) {
      await using step = await start(more);
      return await step.result;
    },
  };
}
