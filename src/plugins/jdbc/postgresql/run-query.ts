import type { RunContext } from '../../../contract/run-context.ts';
import { type Static, Type } from '../../../contract/schema.ts';
import { type FetchType, fetchTags } from '../../../plugin-kit/rows/fetch-type.ts';
import { logEnd, logStart } from '../log-statement.ts';
import type { FetchedRows } from '../query-outputs.ts';
import { queryProperties } from '../query-properties.ts';
import { connectionProperties, poolingProperties, timeZoneProperty } from './connection-properties.ts';
import { fetchRows } from './fetch-rows.ts';
import { noSink, runStatement } from './run-statement.ts';
import { withSession } from './session.ts';
import { singleStatement } from './statement-of.ts';
import { inTransaction } from './transaction.ts';

/** What a query of one statement takes. */
export const queryTaskProperties = {
  sql: Type.String({ description: 'One statement. Several need the type `Queries`.' }),
  afterSQL: Type.Optional(
    Type.String({
      description: 'A statement that runs after `sql` in the same transaction, e.g. one that marks rows as done.',
    }),
  ),
  ...queryProperties,
  ...connectionProperties,
  ...timeZoneProperty,
  ...poolingProperties,
};

const schema = Type.Object(queryTaskProperties);

/** Runs one statement, and the one after it in the same transaction; nothing is fetched where it returns no rows. */
export async function runQuery(
  properties: Static<typeof schema>,
  fetchType: FetchType,
  context: RunContext,
): Promise<FetchedRows> {
  const main = singleStatement('sql', properties.sql, properties.parameters);
  const after =
    properties.afterSQL === undefined
      ? undefined
      : singleStatement('afterSQL', properties.afterSQL, properties.parameters);
  const target = { storage: context.storage, fileName: 'rows.ion' };
  const fetched = await withSession(properties, context, async (client) => {
    const work = async () => {
      const started = logStart(context.log, main.statement);
      const result = await fetchRows(client, main.statement, main.values, fetchType, target);
      logEnd(context.log, result, started);
      if (after !== undefined) await runStatement(client, after.statement, after.values, noSink);
      return result.fetched;
    };
    return after === undefined ? await work() : await inTransaction(client, work);
  });
  context.metric({
    name: 'fetch.size',
    type: 'counter',
    value: fetched?.size ?? 0,
    tags: fetchTags(fetchType),
  });
  return fetched ?? {};
}
