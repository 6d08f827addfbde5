import { TaskError } from '../../contract/errors.ts';
import type { SentStatement } from './sent-statement.ts';
import { excerptOfSql, placeInSql } from '../../plugin-kit/rows/sql-excerpt.ts';
import { bindNamed, unboundSql } from './sql-placeholders.ts';
import { type SqlStatement, splitStatements } from './sql-statements.ts';

/** A statement with the values of its placeholders, as the task got them. */
export interface BoundStatement {
  readonly statement: SentStatement;
  readonly values: readonly unknown[];
}

/** Named parameters of a task. */
export type Parameters = Readonly<Record<string, unknown>> | undefined;

/**
 * Splits a property's SQL and binds its `:name` placeholders; without parameters a colon means nothing.
 * @throws TaskError SQL_PARAMETER_MISSING for a placeholder without a parameter.
 */
export function boundStatements(property: string, source: string, parameters: Parameters): readonly BoundStatement[] {
  const statements = splitStatements(source);
  return statements.map((statement, index) => {
    const number = statements.length === 1 ? {} : { number: { is: index + 1, of: statements.length } };
    const bound = bind(property, source, statement, parameters);
    return {
      statement: { property, source, offset: statement.offset, bound, ...number },
      values: bound.names.map((name) => parameters?.[name]),
    };
  });
}

/**
 * The one statement of a property.
 * @param several - the type that takes several, for the hint.
 * @throws TaskError SQL_STATEMENT_COUNT where there are none or several.
 */
export function onlyStatement<S>(property: string, statements: readonly S[], several: string): S {
  const [first, ...others] = statements;
  if (first !== undefined && others.length === 0) return first;
  throw new TaskError(
    'SQL_STATEMENT_COUNT',
    `\`${property}\` should be one SQL statement, but has ${first === undefined ? 'none' : others.length + 1}.`,
    {
      hint:
        first === undefined
          ? `Write a statement into \`${property}\`; is a template in it empty?`
          : `Use ${several} for several statements.`,
      retryable: false,
    },
  );
}

function bind(property: string, source: string, { text, offset }: SqlStatement, parameters: Parameters) {
  const names = Object.keys(parameters ?? {});
  if (names.length === 0) return unboundSql(text);
  const bound = bindNamed(text, new Set(names));
  if (!('unknown' in bound)) return bound;
  const at = offset + bound.offset;
  const { line, column } = placeInSql(source, at);
  throw new TaskError(
    'SQL_PARAMETER_MISSING',
    `\`parameters\` has no "${bound.unknown}" for the placeholder at line ${line}, column ${column} of \`${property}\`:\n${excerptOfSql(source, at)}`,
    { hint: `Add it to \`parameters\`, which has ${names.join(', ')}.`, retryable: false },
  );
}
