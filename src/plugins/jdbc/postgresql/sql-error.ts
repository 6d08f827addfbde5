import { TaskError } from '../../../contract/errors.ts';
import { excerptOfSql, offsetOfCharacter, placeInSql, shortSql } from '../../../plugin-kit/rows/sql-excerpt.ts';
import type { SentStatement } from '../sent-statement.ts';
import { isDatabaseError, isPassing, systemCode } from './database-error.ts';

/**
 * The error of a statement: what PostgreSQL says, which statement and where in it, SQLSTATE, detail and context. It shows
 * the SQL as written, with placeholders, so no parameter's value.
 * @param circumstance - e.g. `for the row on line 5 of the file`.
 */
export function sqlError(error: unknown, statement: SentStatement, circumstance = ''): TaskError {
  const numbered =
    statement.number === undefined ? '' : ` in statement ${statement.number.is} of ${statement.number.of}`;
  const which = circumstance === '' ? numbered : `${numbered} ${circumstance}`;
  if (!isDatabaseError(error)) return connectionLost(error, which);
  const lines = [`PostgreSQL: ${error.message} (SQLSTATE ${error.code})${which}`];
  lines.push(...whereItStands(error.position, statement));
  if (error.internalQuery !== undefined) lines.push(`In the query: ${shortSql(error.internalQuery)}`);
  if (error.detail !== undefined) lines.push(`Detail: ${error.detail}`);
  if (error.where !== undefined) lines.push(`Context: ${error.where}`);
  const hint = hintOf(error);
  return new TaskError('SQL_ERROR', lines.join('\n'), {
    ...(hint === undefined ? {} : { hint }),
    retryable: isPassing(error.code),
    cause: error,
  });
}

/** The error of a connection that broke while it was used. */
export function connectionLost(error: unknown, which: string): TaskError {
  const code = systemCode(error);
  const message = error instanceof Error ? error.message : String(error);
  return new TaskError(
    'POSTGRES_CONNECTION_LOST',
    `The connection to PostgreSQL broke${which}: ${message}${code === undefined ? '' : ` (${code})`}`,
    { hint: 'What was not committed is rolled back; run the task again.', retryable: true, cause: error },
  );
}

function whereItStands(position: string | undefined, { property, source, offset, bound }: SentStatement): string[] {
  if (position === undefined)
    return [`  ${shortSql(source.slice(offset, offset + bound.toSource(bound.text.length)))}`];
  const inSource = offset + bound.toSource(offsetOfCharacter(bound.text, Number(position)));
  const { line, column } = placeInSql(source, inSource);
  return [`at line ${line}, column ${column} of \`${property}\`:`, excerptOfSql(source, inSource)];
}

/** PostgreSQL's own hint, else ours. */
export function hintOf({
  hint,
  code,
}: {
  readonly hint?: string | undefined;
  readonly code: string;
}): string | undefined {
  return hint ?? ownHint(code);
}

/** For where PostgreSQL has no hint of its own. */
function ownHint(sqlState: string): string | undefined {
  switch (sqlState) {
    case '42P01':
      return 'Create the table in an earlier task, or write its schema in front: `schema.table`.';
    case '25001':
      return 'This statement runs outside of transactions only: give it a task of its own (`Query`), or set `transaction: false`.';
    case '42501':
      return 'Grant the right to this user, or connect as another one.';
    case '22021':
    case '22P05':
      return 'The data are not text in the stated encoding: is the file still compressed, or does it need `encoding`?';
    case '57014':
      return 'The server gave up on its own: look at its statement_timeout.';
    case '42P18':
      return 'Say the parameter’s type by a cast: `:name::text`.';
    default:
      return undefined;
  }
}
