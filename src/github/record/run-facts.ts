import { UsageError } from '../../contract/errors.ts';
import type { GithubRepository } from '../api/client.ts';
import { githubStatus } from '../api/explain-failure.ts';
import { recordError } from './record-error.ts';

/** What GitHub itself says of a run. */
export interface RunFacts {
  readonly id: number;
  readonly attempt: number;
  readonly event: string;
  readonly branch: string;
  readonly headRepository: string;
  /** Path of the workflow file. */
  readonly workflow: string;
  readonly title: string;
  readonly status: string;
  readonly conclusion: string | null;
  readonly createdAt: string;
  readonly updatedAt: string;
  readonly url: string;
}

/** One run by its number. The token needs `Actions: read`. Fails with RUN_NOT_FOUND. */
export async function readRun({ octokit, place }: GithubRepository, runId: number): Promise<RunFacts> {
  try {
    const { data } = await octokit.rest.actions.getWorkflowRun({ ...place, run_id: runId });
    return runFacts(data);
  } catch (cause) {
    if (githubStatus(cause) !== 404) throw cause;
    throw new UsageError('RUN_NOT_FOUND', `expected a run of ${place.owner}/${place.repo}, found no ${runId}`, {
      cause,
      hint: 'gitphony executions list --github shows them',
    });
  }
}

/** The fields that we read. */
export function runFacts(run: {
  readonly id: number;
  readonly run_attempt?: number | undefined;
  readonly event: string;
  readonly head_branch: string | null;
  readonly head_repository: { readonly full_name: string } | null;
  readonly path: string;
  readonly display_title: string;
  readonly status: string | null;
  readonly conclusion: string | null;
  readonly created_at: string;
  readonly updated_at: string;
  readonly html_url: string;
}): RunFacts {
  return {
    id: run.id,
    attempt: run.run_attempt ?? 1,
    event: run.event,
    branch: run.head_branch ?? '',
    // A fork that is gone has no name: it is not ours.
    headRepository: run.head_repository?.full_name ?? '',
    workflow: run.path.replace(/@.*$/, ''),
    title: run.display_title,
    status: run.status ?? '',
    conclusion: run.conclusion,
    createdAt: run.created_at,
    updatedAt: run.updated_at,
    url: run.html_url,
  };
}

/** Events that only people of the repository, or its clock, cause. */
const ownEvents = new Set(['workflow_dispatch', 'schedule', 'repository_dispatch', 'push']);

/** Refuses a run whose record is not ours to go on from. Fails with RECORD_FOREIGN or RUN_NOT_ENDED. */
export function checkRun(
  run: RunFacts,
  own: { readonly repository: string; readonly workflow: string; readonly branch: string | undefined },
): void {
  const differs = (what: string, wanted: string, got: string): Error =>
    recordError('RECORD_FOREIGN', `expected the ${what} ${wanted}, run ${run.id} has ${got || 'none'}`);
  if (run.headRepository !== own.repository) throw differs('head repository', own.repository, run.headRepository);
  if (run.workflow !== own.workflow) throw differs('workflow', own.workflow, run.workflow);
  if (own.branch !== undefined && run.branch !== own.branch) throw differs('branch', own.branch, run.branch);
  if (!ownEvents.has(run.event)) throw differs('event', [...ownEvents].join(', '), run.event);
  if (run.status === 'completed') return;
  throw new UsageError('RUN_NOT_ENDED', `expected a run that has ended, ${run.id} is ${run.status}`, {
    hint: `wait for it, or cancel it: gitphony executions kill --github ${run.id}`,
  });
}
