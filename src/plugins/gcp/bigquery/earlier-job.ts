import type { RunContext } from '../../../contract/run-context.ts';
import { readFault } from '../google-error.ts';
import type { BigQueryClient } from './client.ts';
import { jobId } from './job-id.ts';
import type { JobDocument } from './rest-types.ts';

/**
 * The job that an interrupted attempt of this task run submitted: the last one that there is, unless it failed. Every attempt
 * that was interrupted is followed by the next number, so they are looked for backwards.
 */
export async function findEarlierJob(client: BigQueryClient, context: RunContext): Promise<JobDocument | undefined> {
  for (let attempt = context.taskRun.attempt; attempt >= 1; attempt--) {
    const last = await lastTry(client, context, attempt);
    if (last === undefined) continue;
    if (last.status?.errorResult !== undefined) return undefined;
    context.log.info(
      `taking up BigQuery job ${last.jobReference?.jobId ?? ''}, which is ${last.status?.state ?? 'unknown'}`,
    );
    return last;
  }
  return undefined;
}

async function lastTry(client: BigQueryClient, context: RunContext, attempt: number): Promise<JobDocument | undefined> {
  let last: JobDocument | undefined;
  for (let tries = 0; ; tries++) {
    const found = await jobOrNone(client, jobId(context, attempt, tries));
    if (found === undefined) return last;
    last = found;
  }
}

/** The job of this id; undefined where there is none. */
export async function jobOrNone(client: BigQueryClient, id: string): Promise<JobDocument | undefined> {
  try {
    return await client.call<JobDocument>({ uri: `/jobs/${id}`, query: { location: client.location } });
  } catch (error) {
    if (readFault(error).status === 404) return undefined;
    throw error;
  }
}
