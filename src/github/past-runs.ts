import type { GithubRepository } from './api/client.ts';

/** A run of a workflow. */
export interface ListedRun {
  readonly id: number;
  readonly event: string;
  readonly title: string;
  /** Milliseconds since 1970. */
  readonly createdAt: number;
  readonly conclusion: string | null;
}

/** The newest hundred runs of a workflow: one request. */
export async function listRuns({ octokit, place }: GithubRepository, workflow: string): Promise<readonly ListedRun[]> {
  const query = { ...place, workflow_id: workflow, per_page: 100 };
  const { data } = await octokit.rest.actions.listWorkflowRuns(query);
  return data.workflow_runs.map((run) => ({
    id: run.id,
    event: run.event,
    title: run.display_title,
    createdAt: Date.parse(run.created_at),
    conclusion: run.conclusion,
  }));
}
