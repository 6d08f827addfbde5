import { GitphonyError } from '../../contract/errors.ts';
import type { ErrorRecord } from '../../contract/events.ts';
import { ExpressionError } from '../../expressions/index.ts';

/** An error as events record it, still unmasked. */
export function toErrorRecord(error: unknown): ErrorRecord {
  if (error instanceof GitphonyError) {
    const { position } = error.where;
    return {
      code: error.code,
      message: error.message,
      ...(error.hint === undefined ? {} : { hint: error.hint }),
      ...(position === undefined ? {} : { line: position.line, column: position.column }),
    };
  }
  if (error instanceof ExpressionError) {
    // What the expression called (a secret, a key) knows better what to do.
    const hint = error.hint ?? (error.cause instanceof GitphonyError ? error.cause.hint : undefined);
    return { code: error.code, message: error.message, ...(hint === undefined ? {} : { hint }) };
  }
  if (error instanceof Error) {
    const { code } = error as NodeJS.ErrnoException;
    return { code: typeof code === 'string' && code !== '' ? code : 'TASK_FAILED', message: messageOf(error) };
  }
  return { code: 'TASK_FAILED', message: String(error) };
}

/** Network errors of Node come as an AggregateError without a text of their own. */
function messageOf(error: Error): string {
  if (error.message !== '') return error.message;
  if (error instanceof AggregateError)
    return error.errors.map((inner) => (inner instanceof Error ? inner.message : String(inner))).join('; ');
  return error.name;
}
