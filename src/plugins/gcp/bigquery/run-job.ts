import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { retryDelay } from '../../../contract/retry-delay.ts';
import type { RunContext } from '../../../contract/run-context.ts';
import { readFault } from '../google-error.ts';
import type { BigQueryClient } from './client.ts';
import { findEarlierJob } from './earlier-job.ts';
import { callError, faultOfCall, faultOfJob, type JobFault, jobError, mayRetry } from './job-error.ts';
import { jobId } from './job-id.ts';
import type { RetryRule } from './job-properties.ts';
import type { JobDocument } from './rest-types.ts';
import { placedError } from './sql-place.ts';
import { cancelJob, waitForJob } from './wait-for-job.ts';

/** A job to run. */
export interface JobRequest {
  /** BigQuery's `configuration`, labels left out. */
  readonly configuration: Readonly<Record<string, unknown>>;
  readonly labels: Readonly<Record<string, string>>;
  readonly rule: RetryRule;
  /** For messages: `run the query`. */
  readonly doing: string;
  /** The SQL, to show where in it an error lies. */
  readonly sql?: string;
  readonly dryRun?: boolean;
  /** How the job comes into being; default: `jobs.insert`. */
  readonly submit?: (body: JobDocument) => Promise<JobDocument>;
}

/** Marks who submitted a job: an id that is taken is ours only with this label. */
const SUBMISSION = 'gitphony_submission';

/**
 * Runs a job to its end: submits it under an id that follows from the task run, waits, and tries again what may be tried
 * again. A task run that is taken up after an interruption waits for the job that it had already submitted. A stopped task
 * cancels its job.
 * @throws TaskError; `signal.reason` when aborted.
 */
export async function runJob(client: BigQueryClient, request: JobRequest, context: RunContext): Promise<JobDocument> {
  const firstStart = Date.now();
  const earlier =
    context.taskRun.interrupted && request.dryRun !== true ? await findEarlierJob(client, context) : undefined;
  let next = earlier;
  for (let failed = 0; ; ) {
    context.signal.throwIfAborted();
    const outcome = await tryOnce(client, request, context, failed, next);
    next = undefined;
    if (outcome.fault === undefined) return outcome.job;
    failed++;
    const retryable = mayRetry(outcome.fault, request.rule);
    const delay = retryable ? retryDelay(request.rule.policy, { failed, firstStart, now: Date.now() }) : undefined;
    if (delay === undefined) {
      const error = outcome.error ?? jobError(outcome.fault, request.sql, retryable);
      throw await placedError(error, request.sql, context);
    }
    const [first] = outcome.fault.errors;
    context.log.warn(
      `try ${failed} failed: ${first?.message ?? first?.reason ?? 'no message came'}; trying again in ${delay / 1000} s`,
    );
    await pause(delay, context.signal);
  }
}

type Outcome =
  | { readonly job: JobDocument; readonly fault?: undefined }
  | { readonly fault: JobFault; readonly error?: Error };

async function tryOnce(
  client: BigQueryClient,
  request: JobRequest,
  context: RunContext,
  failed: number,
  earlier: JobDocument | undefined,
): Promise<Outcome> {
  let submitted: JobDocument;
  try {
    submitted = earlier ?? (await submit(client, request, context, failed));
  } catch (error) {
    context.signal.throwIfAborted();
    return { fault: faultOfCall(error), error: callError(error, request.doing, request.sql, request.rule) };
  }
  if (request.dryRun === true) return { job: submitted };
  context.log.debug(
    `BigQuery job ${submitted.jobReference?.jobId ?? ''} in ${submitted.jobReference?.location ?? '?'}`,
  );
  try {
    const job = await waitForJob(client, submitted, context);
    const fault = faultOfJob(job);
    return fault === undefined ? { job } : { fault };
  } catch (error) {
    if (context.signal.aborted) {
      await cancelJob(client, submitted, context);
      throw context.signal.reason;
    }
    throw callError(error, request.doing, undefined, request.rule);
  }
}

/** Submits under the first id that is free. An id taken by our own request, whose answer got lost, is the job. */
async function submit(
  client: BigQueryClient,
  request: JobRequest,
  context: RunContext,
  failed: number,
): Promise<JobDocument> {
  const submission = randomUUID();
  const configuration = {
    ...request.configuration,
    labels: { ...request.labels, [SUBMISSION]: submission },
    ...(request.dryRun === true ? { dryRun: true } : {}),
  };
  const location = client.location === undefined ? {} : { location: client.location };
  const insert =
    request.submit ?? ((body: JobDocument) => client.call<JobDocument>({ method: 'POST', uri: '/jobs', body }));
  // A dry run is no job: it has no id that anybody could ask for.
  if (request.dryRun === true) return insert({ configuration, jobReference: location });
  for (let tries = failed; ; tries++) {
    const id = jobId(context, context.taskRun.attempt, tries);
    try {
      return await insert({ configuration, jobReference: { jobId: id, ...location } });
    } catch (error) {
      if (!isTaken(error)) throw error;
      const found = await client.call<JobDocument>({ uri: `/jobs/${id}`, query: location });
      if (found.configuration?.labels?.[SUBMISSION] === submission) return found;
    }
  }
}

/** 409 is also what a job's own error may be (a table that exists); only an id that is taken names a job. */
function isTaken(error: unknown): boolean {
  const { status, message } = readFault(error);
  return status === 409 && /Already Exists: Job/i.test(message);
}

async function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  try {
    await sleep(milliseconds, undefined, { signal });
  } catch {
    throw signal.reason;
  }
}
