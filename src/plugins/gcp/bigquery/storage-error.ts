import { TaskError } from '../../../contract/errors.ts';
import { googleError } from '../google-error.ts';
import type { AppendAnswer } from './storage-client.ts';

/** gRPC's codes as the HTTP status that means the same. Source: https://cloud.google.com/apis/design/errors#handling_errors */
const statuses: Readonly<Record<number, number>> = {
  3: 400,
  4: 504,
  5: 404,
  6: 409,
  7: 403,
  8: 429,
  9: 400,
  10: 409,
  11: 400,
  13: 500,
  14: 503,
  16: 401,
};

const ALREADY_EXISTS = 6;
/** CANCELLED, DEADLINE_EXCEEDED, RESOURCE_EXHAUSTED, ABORTED, INTERNAL, UNAVAILABLE. */
const PASSING = [1, 4, 8, 10, 13, 14];

/** gRPC's code of a failed call; undefined where it is none. */
export function grpcCode(error: unknown): number | undefined {
  const code: unknown = error instanceof Error && 'code' in error ? error.code : undefined;
  return typeof code === 'number' ? code : undefined;
}

/** Whether the same batch may be taken a little later. */
export function isPassingCode(code: number | undefined): boolean {
  return code === undefined || PASSING.includes(code);
}

/** Whether the server holds the rows at this offset already: the answer to an earlier try got lost. */
export function isThereAlready(code: number | undefined, offset: number | undefined): boolean {
  return code === ALREADY_EXISTS && offset !== undefined;
}

/** A failed call of the Storage Write API as a task's error. */
export function storageError(error: unknown, doing: string): TaskError {
  if (error instanceof TaskError) return error;
  const code = grpcCode(error);
  const status = code === undefined ? undefined : statuses[code];
  const text = error instanceof Error ? error.message : String(error);
  const message = text.replace(/^\d+ [A-Z_]+: /, '');
  const made = Object.assign(new Error(message), status === undefined ? {} : { code: status });
  return googleError(made, doing);
}

/**
 * The error of a batch that BigQuery refused: its words for each row, counted as in the file.
 * @param first - number of the batch's first row.
 */
export function refusedRows({ error, rowErrors = [] }: AppendAnswer, first: number): TaskError {
  const rows = rowErrors.slice(0, 5).map(({ index, message }) => `row ${first + Number(index)}: ${message ?? ''}`);
  if (rowErrors.length > 5) rows.push(`and ${rowErrors.length - 5} more rows`);
  const lines = [`BigQuery does not take these rows: ${error?.message ?? 'no message came'}`, ...rows];
  return new TaskError('BIGQUERY_BAD_ROW', lines.join('\n'), {
    hint: 'mend the rows; those of earlier batches are in the table unless `writeStreamType` is PENDING',
    retryable: false,
  });
}
