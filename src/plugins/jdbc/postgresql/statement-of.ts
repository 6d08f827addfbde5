import { TaskError } from '../../../contract/errors.ts';
import { excerptOfSql, placeInSql } from '../../../plugin-kit/rows/sql-excerpt.ts';
import { bindNamed, unboundSql } from '../sql-placeholders.ts';
import { type SqlStatement, splitStatements } from '../sql-statements.ts';
import { parameterText } from './parameter-values.ts';
import type { SentStatement } from './sql-error.ts';

/** A statement with the values of its placeholders. */
export interface PreparedStatement {
  readonly statement: SentStatement;
  readonly values: readonly (string | null)[];
}

/** Named parameters of a task. */
export type Parameters = Readonly<Record<string, unknown>> | undefined;

/**
 * Splits a property's SQL and binds its `:name` placeholders; without parameters a colon means nothing.
 * @throws TaskError SQL_PARAMETER_MISSING for a placeholder without a parameter.
 */
export function statementsOf(property: string, source: string, parameters: Parameters): readonly PreparedStatement[] {
  const statements = splitStatements(source);
  return statements.map((statement, index) => {
    const number = statements.length === 1 ? {} : { number: { is: index + 1, of: statements.length } };
    const bound = bind(property, source, statement, parameters);
    return {
      statement: { property, source, offset: statement.offset, bound, ...number },
      values: bound.names.map((name) => parameterText(parameters?.[name])),
    };
  });
}

/**
 * The one statement of a property.
 * @throws TaskError SQL_STATEMENT_COUNT where there are none or several.
 */
export function singleStatement(property: string, source: string, parameters: Parameters): PreparedStatement {
  const [first, ...others] = statementsOf(property, source, parameters);
  if (first !== undefined && others.length === 0) return first;
  throw new TaskError(
    'SQL_STATEMENT_COUNT',
    `\`${property}\` should be one SQL statement, but has ${first === undefined ? 'none' : others.length + 1}.`,
    {
      hint:
        first === undefined
          ? `Write a statement into \`${property}\`; is a template in it empty?`
          : 'Use io.kestra.plugin.jdbc.postgresql.Queries for several statements.',
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
