import type { SentStatement } from '../sent-statement.ts';
import { boundStatements, onlyStatement, type Parameters } from '../statement-of.ts';
import { parameterText } from './parameter-values.ts';

/** A statement with the values of its placeholders. */
export interface PreparedStatement {
  readonly statement: SentStatement;
  readonly values: readonly (string | null)[];
}

/**
 * Splits a property's SQL and binds its `:name` placeholders; without parameters a colon means nothing.
 * @throws TaskError SQL_PARAMETER_MISSING for a placeholder without a parameter.
 */
export function statementsOf(property: string, source: string, parameters: Parameters): readonly PreparedStatement[] {
  return boundStatements(property, source, parameters).map(({ statement, values }) => ({
    statement,
    values: values.map((value) => parameterText(value)),
  }));
}

/**
 * The one statement of a property.
 * @throws TaskError SQL_STATEMENT_COUNT where there are none or several.
 */
export function singleStatement(property: string, source: string, parameters: Parameters): PreparedStatement {
  const several = 'io.kestra.plugin.jdbc.postgresql.Queries';
  return onlyStatement(property, statementsOf(property, source, parameters), several);
}
