import type { RunContext } from '../../../contract/run-context.ts';
import { selfRendered, type Static, Type } from '../../../contract/schema.ts';
import { renderText } from '../../../plugin-kit/render-text.ts';
import { type FetchType, fetchTags } from '../../../plugin-kit/rows/fetch-type.ts';
import { boundStatements, onlyStatement } from '../statement-of.ts';
import { duckdbProperties, type queryOutputs } from './duckdb-properties.ts';
import { fetchRows } from './fetch-rows.ts';
import { inTransaction } from './transaction.ts';
import { withDuckdb } from './with-files.ts';

const SEVERAL = 'io.kestra.plugin.jdbc.duckdb.Queries';

/** The SQL of a query of one statement. */
export const statementProperties = {
  sql: selfRendered(Type.String({ description: 'One statement. Several need the type `Queries`.' })),
  afterSQL: Type.Optional(
    selfRendered(Type.String({ description: 'A statement that runs after `sql` in the same transaction.' })),
  ),
};

const schema = Type.Object({ ...statementProperties, ...duckdbProperties });

/** Runs one statement, and the one after it in the same transaction. */
export async function runQuery(
  properties: Static<typeof schema>,
  fetchType: FetchType,
  context: RunContext,
): Promise<Static<typeof queryOutputs>> {
  const { result, files } = await withDuckdb(properties, context, async (session, variables) => {
    const statement = async (property: string, template: string) => {
      const text = await renderText(context, template, variables);
      return onlyStatement(property, boundStatements(property, text, properties.parameters), SEVERAL);
    };
    const main = await statement('sql', properties.sql);
    const after = properties.afterSQL === undefined ? undefined : await statement('afterSQL', properties.afterSQL);
    const target = { context, fetchType, fileName: 'rows.ion' };
    if (after === undefined) return fetchRows(session, main, target);
    return inTransaction(session, async () => {
      const fetched = await fetchRows(session, main, target);
      await fetchRows(session, after, { ...target, fetchType: 'NONE' });
      return fetched;
    });
  });
  context.metric({ name: 'fetch.size', type: 'counter', value: result?.size ?? 0, tags: fetchTags(fetchType) });
  return { ...result, ...files };
}
