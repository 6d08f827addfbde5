import { setTimeout as sleep } from 'node:timers/promises';
import type { RunContext } from '../../../contract/run-context.ts';
import { readFault } from '../google-error.ts';
import type { BigQueryClient } from './client.ts';
import type { JobDocument } from './rest-types.ts';

const FIRST_WAIT_MS = 100;
const LONGEST_WAIT_MS = 5000;
/** How long a cancel may take before nobody waits for its answer. */
const CANCEL_MS = 5000;

/** Asks for a job, at first often and then every five seconds, until it is done. Tells bytes and slot time meanwhile. */
export async function waitForJob(
  client: BigQueryClient,
  submitted: JobDocument,
  context: RunContext,
): Promise<JobDocument> {
  let job = submitted;
  for (let wait = FIRST_WAIT_MS; job.status?.state !== 'DONE'; wait = Math.min(wait * 1.5, LONGEST_WAIT_MS)) {
    tellProgress(job, context);
    await sleep(wait, undefined, { signal: context.signal });
    job = await client.call<JobDocument>({
      uri: `/jobs/${submitted.jobReference?.jobId ?? ''}`,
      query: { location: submitted.jobReference?.location ?? client.location },
    });
  }
  return job;
}

function tellProgress({ statistics }: JobDocument, context: RunContext): void {
  const bytes = Number(statistics?.totalBytesProcessed ?? statistics?.load?.inputFileBytes ?? 0);
  if (bytes > 0) context.progress({ done: bytes, unit: 'bytes' });
  const slotMs = statistics?.totalSlotMs;
  if (slotMs !== undefined) context.log.trace(`${bytes} bytes processed, ${Number(slotMs) / 1000} slot seconds so far`);
}

/**
 * Asks BigQuery to end a job that nobody waits for any more. Best effort: BigQuery may finish it all the same. The signal of
 * the task is aborted by now, so the call goes through a client of its own.
 */
export async function cancelJob(
  client: BigQueryClient,
  { jobReference }: JobDocument,
  { log }: RunContext,
): Promise<void> {
  const id = jobReference?.jobId ?? '';
  const call = client.callAnyway({
    method: 'POST',
    uri: `/jobs/${id}/cancel`,
    query: { location: jobReference?.location ?? client.location },
  });
  const timeout = new AbortController();
  try {
    await Promise.race([call, sleep(CANCEL_MS, undefined, { signal: timeout.signal, ref: false })]);
    log.info(`asked BigQuery to cancel job ${id}`);
  } catch (error) {
    log.warn(`BigQuery job ${id} could not be cancelled and may go on: ${readFault(error).message}`);
  } finally {
    timeout.abort();
  }
}
