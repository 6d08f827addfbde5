import { TaskError } from '../../../contract/errors.ts';
import { excerptOfSql, shortSql } from '../../../plugin-kit/rows/sql-excerpt.ts';
import { adviceOn } from '../google-advice.ts';
import { googleError, readFault } from '../google-error.ts';
import type { RetryRule } from './job-properties.ts';
import type { ErrorProto, JobDocument } from './rest-types.ts';
import { placeInMessage } from './sql-place.ts';

const hints: Readonly<Record<string, string>> = {
  accessDenied: 'Grant the service account BigQuery Job User on the project and Data Editor on the data set.',
  notFound:
    'Check project, data set and table; a missing data set is made by a CreateDataset task. `location` has to be the data set’s.',
  quotaExceeded: 'Wait, or ask Google for a higher quota.',
  bytesBilledLimitExceeded: 'Read fewer columns or partitions, or raise `maximumBytesBilled`.',
  responseTooLarge: 'Set `destinationTable`, or `allowLargeResults` with legacy SQL.',
};

/** A job that ended badly, or a call about it that failed. */
export interface JobFault {
  readonly errors: readonly ErrorProto[];
  readonly jobId?: string;
}

/** The errors of a job that ended; undefined where it ended well. */
export function faultOfJob(job: JobDocument): JobFault | undefined {
  const { errorResult, errors = [] } = job.status ?? {};
  if (errorResult === undefined || errorResult === null) return undefined;
  const others = errors.filter(({ message }) => message !== errorResult.message);
  const jobId = job.jobReference?.jobId;
  return { errors: [errorResult, ...others], ...(jobId === undefined ? {} : { jobId }) };
}

/** Whether a job that failed so may be tried again. */
export function mayRetry({ errors }: JobFault, { reasons, messages }: RetryRule): boolean {
  return errors.some(({ reason = '', message = '' }) => {
    const lower = message.toLowerCase();
    return reasons.includes(reason) || messages.some((part) => lower.includes(part));
  });
}

/** A refused request as a job's fault: BigQuery tells of bad SQL now in one way, now in the other. */
export function faultOfCall(error: unknown): JobFault {
  const { message, reason, location, status } = readFault(error);
  const byStatus: Readonly<Record<number, string>> = {
    503: 'backendError',
    500: 'internalError',
    429: 'rateLimitExceeded',
  };
  const named = reason ?? (status === undefined ? undefined : byStatus[status]);
  return {
    errors: [
      { message, ...(named === undefined ? {} : { reason: named }), ...(location === undefined ? {} : { location }) },
    ],
  };
}

/** The task's error for a job that failed. With `sql`, the place that BigQuery names is shown in it. */
export function jobError(fault: JobFault, sql: string | undefined, passing: boolean): TaskError {
  const [first = {}, ...others] = fault.errors;
  const message = first.message ?? 'no message came';
  const lines = [`BigQuery: ${message}${first.reason === undefined ? '' : ` (${first.reason})`}`];
  if (sql !== undefined) lines.push(...whereInSql(message, sql));
  for (const other of others.slice(0, 5)) {
    lines.push(
      `also: ${other.message ?? other.reason ?? ''}${other.location === undefined ? '' : ` (${other.location})`}`,
    );
  }
  if (others.length > 5) lines.push(`and ${others.length - 5} more`);
  if (fault.jobId !== undefined) lines.push(`job ${fault.jobId}`);
  const hint = adviceOn({ message, reason: first.reason ?? '' }) ?? badRows(message) ?? hints[first.reason ?? ''];
  const code = first.reason === 'stopped' ? 'BIGQUERY_STOPPED' : 'BIGQUERY_ERROR';
  return new TaskError(code, lines.join('\n'), { retryable: passing, ...(hint === undefined ? {} : { hint }) });
}

function badRows(message: string): string | undefined {
  if (!/too many errors/i.test(message)) return undefined;
  return 'Mend the rows, or let some be left out: `maxBadRecords`. Columns are as `schema`, the table or `autodetect` says.';
}

/** A refused call: Google's word for it where it is about login or rights, else as a job's error. */
export function callError(error: unknown, doing: string, sql: string | undefined, rule: RetryRule): TaskError {
  if (error instanceof TaskError) return error;
  const { status, reason } = readFault(error);
  const aboutQuery =
    status === 400 || (status === 404 && sql !== undefined) || (status === 501 && reason !== undefined);
  if (!aboutQuery) return googleError(error, doing, reason === undefined ? undefined : hints[reason]);
  const fault = faultOfCall(error);
  return jobError(fault, sql, mayRetry(fault, rule));
}

function whereInSql(message: string, sql: string): string[] {
  const place = placeInMessage(message);
  if (place === undefined) return [`  ${shortSql(sql)}`];
  const { line, column } = place;
  const lines = sql.split('\n');
  const before = lines.slice(0, line - 1).reduce((sum, text) => sum + text.length + 1, 0);
  return [
    `at line ${line}, column ${column} of \`sql\`:`,
    excerptOfSql(sql, Math.min(before + column - 1, sql.length)),
  ];
}
