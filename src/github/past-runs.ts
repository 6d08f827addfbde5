import type { GithubRepository } from './api/client.ts';

/** A run of a workflow. */
export interface ListedRun {
  readonly id: number;
  readonly event: string;
  readonly title: string;
  /** Milliseconds since 1970. */
  readonly createdAt: number;
  readonly conclusion: string | null;
  /** False where it ended before any job of it had begun: it stood for nothing. */
  readonly began: boolean;
}

/** How a run ends that never began: none of its jobs had a runner. */
const neverBegan: ReadonlySet<string | null> = new Set(['startup_failure', 'skipped', 'action_required', 'stale']);

/**
 * The newest hundred runs of a workflow: one request, and one more for each cancelled run since the newest scheduled one that
 * was not: of those, GitHub does not tell whether they had begun. What came before was made up for by that scheduled run.
 */
export async function listRuns(github: GithubRepository, workflow: string): Promise<readonly ListedRun[]> {
  const { octokit, place } = github;
  const query = { ...place, workflow_id: workflow, per_page: 100 };
  const { data } = await octokit.rest.actions.listWorkflowRuns(query);
  const runs: ListedRun[] = [];
  let isMadeUp = false;
  for (const { id, event, display_title: title, created_at: created, conclusion } of data.workflow_runs) {
    const isCancelled = conclusion === 'cancelled';
    const began: boolean = isCancelled && !isMadeUp ? await hasBegun(github, id) : !neverBegan.has(conclusion);
    runs.push({ id, event, title, createdAt: Date.parse(created), conclusion, began });
    isMadeUp ||= event === 'schedule' && !isCancelled && began;
  }
  return runs;
}

/** GitHub shows a thousand of a filtered list. */
const MOST_RUNS = 1000;

/** The runs of a workflow that are over, newest first, at most a thousand. Whether a cancelled one had begun is not asked. */
export async function listAllRuns(
  { octokit, place }: GithubRepository,
  workflow: string,
): Promise<readonly ListedRun[]> {
  const query = { ...place, workflow_id: workflow, status: 'completed' as const, per_page: 100 };
  const runs: ListedRun[] = [];
  for await (const { data } of octokit.paginate.iterator(octokit.rest.actions.listWorkflowRuns, query)) {
    for (const { id, event, display_title: title, created_at: created, conclusion } of data) {
      runs.push({ id, event, title, createdAt: Date.parse(created), conclusion, began: !neverBegan.has(conclusion) });
    }
    if (runs.length >= MOST_RUNS) break;
  }
  return runs;
}

/** A job that a runner had taken has steps, however it ended. */
async function hasBegun({ octokit, place }: GithubRepository, run: number): Promise<boolean> {
  const { data } = await octokit.rest.actions.listJobsForWorkflowRun({ ...place, run_id: run, per_page: 100 });
  return data.jobs.some(({ steps = [] }) => steps.length > 0);
}
