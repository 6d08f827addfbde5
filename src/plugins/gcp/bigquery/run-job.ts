import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { retryDelay } from '../../../contract/retry-delay.ts';
import type { RunContext } from '../../../contract/run-context.ts';
import { readFault } from '../google-error.ts';
import type { BigQueryClient } from './client.ts';
import { findEarlierJob, jobOrNone } from './earlier-job.ts';
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

/** A job's tries under one task run. */
interface Tries {
  /** Marks what this call of `runJob` submitted. */
  readonly submission: string;
  /** Ids that jobs have: the next one is free, or taken by a submission whose answer got lost. */
  used: number;
  /** Ids under which something was sent, answered or not. */
  readonly sent: Set<string>;
}

/**
 * Runs a job to its end: submits it under an id that follows from the task run, waits, and tries again what may be tried
 * again. A task run that is taken up after an interruption waits for the job that it had already submitted. A stopped task
 * cancels its job.
 * @throws TaskError; `signal.reason` when aborted.
 */
export async function runJob(client: BigQueryClient, request: JobRequest, context: RunContext): Promise<JobDocument> {
  const firstStart = Date.now();
  const tries: Tries = { submission: randomUUID(), used: 0, sent: new Set() };
  const earlier =
    context.taskRun.interrupted && request.dryRun !== true ? await findEarlierJob(client, context) : undefined;
  let next = earlier;
  for (let failed = 0; ; ) {
    context.signal.throwIfAborted();
    const outcome = await tryOnce(client, request, context, tries, next);
    next = undefined;
    if (outcome.fault === undefined) return outcome.job;
    failed++;
    const retryable = outcome.isCut === true || mayRetry(outcome.fault, request.rule);
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
  | { readonly fault: JobFault; readonly error?: Error; readonly isCut?: boolean };

async function tryOnce(
  client: BigQueryClient,
  request: JobRequest,
  context: RunContext,
  tries: Tries,
  earlier: JobDocument | undefined,
): Promise<Outcome> {
  let submitted: JobDocument;
  try {
    submitted = earlier ?? (await submit(client, request, context, tries));
  } catch (error) {
    context.signal.throwIfAborted();
    const told = callError(error, request.doing, request.sql, request.rule);
    // Google's client tries other calls again by itself, a file that it sends it cannot.
    const isCut = request.submit !== undefined && told.code === 'GCP_UNREACHABLE';
    return { fault: faultOfCall(error), error: told, isCut };
  }
  if (request.dryRun === true) return { job: submitted };
  context.log.debug(
    `BigQuery job ${submitted.jobReference?.jobId ?? ''} in ${submitted.jobReference?.location ?? '?'}`,
  );
  try {
    const job = await waitForJob(client, submitted, context);
    const fault = faultOfJob(job);
    if (fault === undefined) return { job };
    tries.used++;
    return { fault };
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
  tries: Tries,
): Promise<JobDocument> {
  const configuration = {
    ...request.configuration,
    labels: { ...request.labels, [SUBMISSION]: tries.submission },
    ...(request.dryRun === true ? { dryRun: true } : {}),
  };
  const location = client.location === undefined ? {} : { location: client.location };
  const insert =
    request.submit ?? ((body: JobDocument) => client.call<JobDocument>({ method: 'POST', uri: '/jobs', body }));
  // A dry run is no job: it has no id that anybody could ask for.
  if (request.dryRun === true) return insert({ configuration, jobReference: location });
  for (; ; tries.used++) {
    const id = jobId(context, context.taskRun.attempt, tries.used);
    const isAgain = tries.sent.has(id);
    if (request.submit !== undefined) {
      // A file takes its time, and what is sent has no labels: an id is only used that nobody has.
      const there = await jobOrNone(client, id);
      if (there !== undefined && isAgain) return there;
      if (there !== undefined) continue;
    }
    tries.sent.add(id);
    try {
      return await insert({ configuration, jobReference: { jobId: id, ...location } });
    } catch (error) {
      if (!isTaken(error)) throw error;
      const found = await client.call<JobDocument>({ uri: `/jobs/${id}`, query: location });
      const isOurs = found.configuration?.labels?.[SUBMISSION] === tries.submission;
      if (isOurs || (request.submit !== undefined && isAgain)) return found;
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
