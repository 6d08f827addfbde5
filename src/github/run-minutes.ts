import type { GithubRepository } from './api/client.ts';
import { githubStatus } from './api/explain-failure.ts';

/** Runs that are looked at: enough for a mean, one request. */
const looked = 30;

/**
 * Minutes that the newest runs of a workflow took, each rounded up as it is billed; empty where there is no such workflow. Runs of
 * several jobs are told by their whole length. One request.
 */
export async function runMinutes({ octokit, place }: GithubRepository, workflow: string): Promise<readonly number[]> {
  try {
    const query = { ...place, workflow_id: workflow, per_page: looked, status: 'completed' as const };
    const { data } = await octokit.rest.actions.listWorkflowRuns(query);
    return data.workflow_runs
      .filter(({ conclusion }) => conclusion === 'success' || conclusion === 'failure')
      .map(({ run_started_at: began, created_at: created, updated_at: ended }) =>
        Math.max(1, Math.ceil((Date.parse(ended) - Date.parse(began ?? created)) / 60_000)),
      );
  } catch (error) {
    if (githubStatus(error) === 404) return [];
    throw error;
  }
}
