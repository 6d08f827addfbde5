import type { DryRunAnswer, DryRunContext } from '../../../contract/dry-run-sql.ts';
import { offsetOfCharacter, placeInSql } from '../../../plugin-kit/rows/sql-excerpt.ts';
import type { SentStatement } from '../sent-statement.ts';
import { boundStatements, type Parameters } from '../statement-of.ts';
import { changesTables, isPlanned } from '../statement-kind.ts';
import { parseStatement } from './bind-batch.ts';
import type { PostgresClient } from './client.ts';
import type { ConnectionProperties } from './connection-properties.ts';
import { isDatabaseError } from './database-error.ts';
import { withCheckSession } from './check-session.ts';
import { connectionLost, hintOf } from './sql-error.ts';

/** Texts of SQL of a task, in the order in which they run. */
export type SqlTexts = Readonly<Record<string, string | undefined>>;

/**
 * What PostgreSQL says of statements that it parses and does not run. It looks up tables, columns, types and functions of queries
 * and changes of rows; of all other statements it looks at the syntax only, until they run.
 */
export async function dryRunTexts(
  properties: ConnectionProperties,
  texts: SqlTexts,
  parameters: Parameters,
  context: DryRunContext,
): Promise<readonly DryRunAnswer[]> {
  if (Object.values(texts).every((text) => text === undefined)) return [];
  return withCheckSession(properties, context, async (client) => {
    const answers: DryRunAnswer[] = [];
    let changed = false;
    for (const [property, text] of Object.entries(texts)) {
      if (text === undefined) continue;
      const statements = boundStatements(property, text, parameters).map(({ statement }) => statement);
      const checked = await checkAll(client, statements, changed, context.signal);
      answers.push(...checked);
      changed ||= statements.some(({ bound }) => changesTables(bound.text));
    }
    return answers;
  });
}

/** What a query task of one statement, and the one after it, are told. */
export async function dryRunSql(
  properties: ConnectionProperties & {
    readonly sql: string;
    readonly afterSQL?: string;
    readonly parameters?: Readonly<Record<string, unknown>>;
  },
  context: DryRunContext,
): Promise<readonly DryRunAnswer[]> {
  const { sql, afterSQL, parameters } = properties;
  return dryRunTexts(properties, { sql, afterSQL }, parameters, context);
}

async function checkAll(
  client: PostgresClient,
  statements: readonly SentStatement[],
  changedBefore: boolean,
  signal: AbortSignal,
): Promise<readonly DryRunAnswer[]> {
  const faults: DryRunAnswer[] = [];
  let changed = changedBefore;
  let bySyntax = 0;
  for (const statement of statements) {
    signal.throwIfAborted();
    const fault = await check(client, statement, changed);
    if (fault !== undefined) faults.push(fault);
    else if (!isPlanned(statement.bound.text)) bySyntax++;
    changed ||= changesTables(statement.bound.text);
  }
  const [first] = statements;
  if (faults.length > 0 || first === undefined) return faults;
  return [{ property: [first.property], note: noteOf(statements.length, bySyntax) }];
}

async function check(
  client: PostgresClient,
  statement: SentStatement,
  changed: boolean,
): Promise<DryRunAnswer | undefined> {
  try {
    await parseStatement(client, statement.bound.text);
    return undefined;
  } catch (error) {
    if (!isDatabaseError(error)) throw connectionLost(error, '');
    const { number, property } = statement;
    const which = number === undefined ? '' : ` in statement ${number.is} of ${number.of}`;
    const maybe = MISSING.has(error.code) || (changed && error.code.startsWith('42') && error.code !== SYNTAX);
    const hint = maybe && changed ? 'no matter if a statement before it changes this' : hintOf(error);
    const message = `PostgreSQL: ${error.message} (SQLSTATE ${error.code})${which}`;
    const place = error.position === undefined ? {} : placeOf(statement, Number(error.position));
    return { property: [property], fault: { message, maybe, ...(hint === undefined ? {} : { hint }), ...place } };
  }
}

const SYNTAX = '42601';

/** No such table, schema, function, or anything else by a name: an earlier task may make it. Source: https://www.postgresql.org/docs/current/errcodes-appendix.html */
const MISSING: ReadonlySet<string> = new Set(['42P01', '3F000', '42883', '42704']);

function placeOf({ source, offset, bound }: SentStatement, position: number): { line: number; column: number } {
  return placeInSql(source, offset + bound.toSource(offsetOfCharacter(bound.text, position)));
}

function noteOf(count: number, bySyntax: number): string {
  if (bySyntax === 0) return count === 1 ? 'PostgreSQL takes it' : `PostgreSQL takes all ${count} statements`;
  const names = 'PostgreSQL looks up their names when they run';
  if (count === 1) return `its syntax is right; ${names.replace('their', 'its').replace('they run', 'it runs')}`;
  if (bySyntax === count) return `the syntax of all ${count} statements is right; ${names}`;
  return `PostgreSQL takes ${count - bySyntax} of ${count} statements; the syntax of the others is right, ${names}`;
}
