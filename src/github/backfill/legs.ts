import type { GithubRepository } from '../api/client.ts';

/** What stands before the ticks in the name of a leg's job. */
export const LEG_PREFIX = 'Backfill ';

/** A leg of a backfill, as the list of a run's jobs shows it. */
export interface BackfillLeg {
  /** First and last tick, milliseconds since 1970; undefined: all ticks of the backfill, in order. */
  readonly stretch: { readonly first: number; readonly last: number } | undefined;
  /** GitHub's words; `conclusion` is null while it is not over. */
  readonly status: string;
  readonly conclusion: string | null;
  /** A runner had taken it. */
  readonly began: boolean;
  /** ISO 8601. */
  readonly startedAt: string | undefined;
  readonly completedAt: string | undefined;
  readonly url: string | undefined;
}

/** The legs of a run's latest attempt: those that a re-run kept among them. */
export async function listLegs({ octokit, place }: GithubRepository, run: number): Promise<readonly BackfillLeg[]> {
  const query = { ...place, run_id: run, filter: 'latest' as const, per_page: 100 };
  const jobs = await octokit.paginate(octokit.rest.actions.listJobsForWorkflowRun, query);
  return jobs.flatMap(({ name, status, conclusion, steps = [], ...job }) => {
    const ticks = name.startsWith(LEG_PREFIX) ? readStretch(name.slice(LEG_PREFIX.length)) : undefined;
    if (ticks === undefined) return [];
    return [
      {
        stretch: ticks === 'all' ? undefined : ticks,
        status,
        conclusion,
        began: steps.length > 0,
        startedAt: job.started_at,
        completedAt: job.completed_at ?? undefined,
        url: job.html_url ?? undefined,
      },
    ];
  });
}

/** `in order`, `2019-01-01T09:00:00Z`, `2019-01-01T09:00:00Z to 2019-03-01T09:00:00Z`; undefined for a job that GitHub has not named yet. */
function readStretch(text: string): 'all' | { first: number; last: number } | undefined {
  if (text === 'in order') return 'all';
  const [first, last = first] = text.split(' to ').map((part) => Date.parse(part));
  if (first === undefined || last === undefined || Number.isNaN(first) || Number.isNaN(last)) return undefined;
  return { first, last };
}
