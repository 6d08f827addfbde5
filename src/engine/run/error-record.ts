import { GitphonyError, TaskError } from '../../contract/errors.ts';
import type { ErrorRecord } from '../../contract/events.ts';
import { ExpressionError } from '../../expressions/index.ts';
import type { Masker } from '../../util/masker.ts';

/** An error as events record it, still unmasked. */
export function toErrorRecord(error: unknown): ErrorRecord {
  if (error instanceof GitphonyError) {
    const { position } = error.where;
    const hint = error.hint ?? (isDiskFull(error.cause) ? makeRoom : undefined);
    const lastLines = error instanceof TaskError ? error.lastLines : [];
    return {
      code: error.code,
      message: error.message,
      ...(hint === undefined ? {} : { hint }),
      ...(lastLines.length === 0 ? {} : { lastLines }),
      ...(position === undefined ? {} : { line: position.line, column: position.column }),
    };
  }
  if (error instanceof ExpressionError) {
    // What the expression called (a secret, a key) knows better what to do.
    const hint = error.hint ?? (error.cause instanceof GitphonyError ? error.cause.hint : undefined);
    return { code: error.code, message: error.message, ...(hint === undefined ? {} : { hint }) };
  }
  if (isDiskFull(error)) {
    const place = error.dest ?? error.path;
    const message = `the disk is full: cannot write ${place ?? 'a file'}`;
    return { code: 'DISK_FULL', message, hint: makeRoom };
  }
  if (error instanceof Error) {
    const { code } = error as NodeJS.ErrnoException;
    return { code: typeof code === 'string' && code !== '' ? code : 'TASK_FAILED', message: messageOf(error) };
  }
  return { code: 'TASK_FAILED', message: String(error) };
}

/** A record without secrets. */
export function maskRecord(record: ErrorRecord, masker: Pick<Masker, 'mask'>): ErrorRecord {
  const { message, hint, lastLines } = record;
  return {
    ...record,
    message: masker.mask(message),
    ...(hint === undefined ? {} : { hint: masker.mask(hint) }),
    ...(lastLines === undefined ? {} : { lastLines: lastLines.map((line) => masker.mask(line)) }),
  };
}

const makeRoom =
  'Make room, or use another disk: GITPHONY_STATE_DIR for the files of runs, GITPHONY_CACHE_DIR for packages, TMPDIR for the rest.';

/** No space left, or none left to this user. */
function isDiskFull(error: unknown): error is NodeJS.ErrnoException & { readonly dest?: string } {
  return error instanceof Error && 'code' in error && (error.code === 'ENOSPC' || error.code === 'EDQUOT');
}

/** Network errors of Node come as an AggregateError without a text of their own. */
function messageOf(error: Error): string {
  if (error.message !== '') return error.message;
  if (error instanceof AggregateError)
    return error.errors.map((inner) => (inner instanceof Error ? inner.message : String(inner))).join('; ');
  return error.name;
}
