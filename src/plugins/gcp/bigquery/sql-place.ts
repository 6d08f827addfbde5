import { TaskError } from '../../../contract/errors.ts';
import type { RunContext } from '../../../contract/run-context.ts';

/** BigQuery ends its messages with `at [line:column]`, both from 1. */
export function placeInMessage(message: string): { readonly line: number; readonly column: number } | undefined {
  const found = /\[(\d+):(\d+)\]/.exec(message);
  return found === null ? undefined : { line: Number(found[1]), column: Number(found[2]) };
}

/** The error of a query with its place in the flow file, where its SQL stands there. */
export async function placedError<E>(
  error: E,
  sql: string | undefined,
  context: Pick<RunContext, 'positionIn'>,
): Promise<E | TaskError> {
  if (sql === undefined || !(error instanceof TaskError)) return error;
  const place = placeInMessage(error.message);
  if (place === undefined) return error;
  const position = await context.positionIn('sql', place.line, place.column, sql);
  if (position === undefined) return error;
  const { code, hint, retryable, cause, outputs } = error;
  const message = error.message.replace(
    'of `sql`:',
    `of \`sql\` (line ${position.line}, column ${position.column} of the flow file):`,
  );
  return new TaskError(code, message, {
    hint,
    retryable,
    cause,
    where: { position },
    ...(outputs === undefined ? {} : { outputs }),
  });
}
