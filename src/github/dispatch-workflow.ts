import type { GithubRepository } from './api/client.ts';
import { githubStatus } from './api/explain-failure.ts';

/** A workflow to start. */
export interface DispatchOrder {
  /** The workflow's file name. */
  readonly workflow: string;
  /** Branch or tag. */
  readonly ref: string;
  readonly inputs: Readonly<Record<string, string>>;
}

const route = 'POST /repos/{owner}/{repo}/actions/workflows/{workflow_id}/dispatches';

/**
 * Starts a workflow; answers the run's number where GitHub tells it. An order whose answer was lost is not given again:
 * it may have been heard.
 */
export async function dispatchWorkflow(
  { octokit, place }: GithubRepository,
  { workflow, ref, inputs }: DispatchOrder,
): Promise<number | undefined> {
  const order = { ...place, workflow_id: workflow, ref, inputs: { ...inputs } };
  try {
    return runIdOf((await octokit.request(route, { ...order, return_run_details: true })).data);
  } catch (error) {
    // Older GitHub Enterprise Servers refuse the key that asks for the number.
    if (githubStatus(error) !== 400 && githubStatus(error) !== 422) throw error;
    return runIdOf((await octokit.request(route, order)).data);
  }
}

function runIdOf(body: unknown): number | undefined {
  const id = (body as { workflow_run_id?: unknown } | undefined)?.workflow_run_id;
  return typeof id === 'number' ? id : undefined;
}

/** Whether a workflow has a dispatched run whose title ends so, among those created since a moment (ISO 8601). */
export async function hasRun(
  { octokit, place }: GithubRepository,
  workflow: string,
  titleEnd: string,
  since: string,
): Promise<boolean> {
  const query = { ...place, workflow_id: workflow, event: 'workflow_dispatch', created: `>=${since}`, per_page: 100 };
  for await (const { data } of octokit.paginate.iterator(octokit.rest.actions.listWorkflowRuns, query)) {
    if (data.some(({ display_title: title }) => title.endsWith(titleEnd))) return true;
  }
  return false;
}
