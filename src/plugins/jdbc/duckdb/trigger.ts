import { refusing, Type } from '../../../contract/schema.ts';
import { defineTrigger } from '../../../contract/trigger.ts';
import { pollingProperties } from '../../../plugin-kit/polling-properties.ts';
import { triggerFetchProperties, triggerFetchTypeOf } from '../../../plugin-kit/rows/fetch-type.ts';
import { pollRows, takenRows } from '../../../plugin-kit/rows/poll-rows.ts';
import { fetchedRows } from '../query-outputs.ts';
import { dryRunSql } from './dry-run-sql.ts';
import { duckdbProperties } from './duckdb-properties.ts';
import { runQuery, statementProperties } from './run-query.ts';

const ONLY_LOOKS = 'delete it: a poll only looks; write the file in a task of the flow';

/** A poll looks and leaves nothing behind: files that it wrote would end with its job. */
const { outputFiles: _out, outputDbFile: _db, ...connection } = duckdbProperties;

/** Runs a flow when a query has rows. */
export const trigger = defineTrigger({
  type: 'io.kestra.plugin.jdbc.duckdb.Trigger',
  title: 'Runs the flow when a query on DuckDB has rows.',
  description: `For files that DuckDB reads where they lie (Parquet, CSV, JSON), files of the namespace (\`inputFiles\`), a database file, or MotherDuck. Asks every \`interval\`, and fires
each time that there are rows: nothing is remembered.

With FETCH and FETCH_ONE the poll hands the rows over, up to 60,000 characters on GitHub. With STORE, and wherever there is an \`afterSQL\`, the
poll only looks; the query runs once more where the execution runs, and starts nothing where the rows are gone by then.`,
  properties: Type.Object(
    {
      ...statementProperties,
      ...connection,
      ...triggerFetchProperties,
      ...pollingProperties,
    },
    refusing({ outputFiles: ONLY_LOOKS, outputDbFile: ONLY_LOOKS }),
  ),
  variables: fetchedRows,
  dryRunSql,
  examples: [
    {
      title: 'When a table of a database file has rows',
      code: `id: late_trips
namespace: company.team
tasks:
  - id: tell
    type: io.kestra.plugin.core.log.Log
    message: "{{ trigger.row.late }} trips are late"
triggers:
  - id: late
    type: io.kestra.plugin.jdbc.duckdb.Trigger
    interval: PT1H
    url: jdbc:duckdb:/data/taxi.db
    sql: SELECT count(*) AS late FROM trips WHERE late HAVING count(*) > 0
    fetchType: FETCH_ONE
`,
    },
  ],
  toWorkflow: () => ({}),
  poll({ afterSQL, ...properties }, context) {
    const query = { fetchType: triggerFetchTypeOf(properties), hasAfter: afterSQL !== undefined };
    return pollRows(query, (fetchType) => runQuery(properties, fetchType, context));
  },
  take: async (_found, properties, context) =>
    takenRows(await runQuery(properties, triggerFetchTypeOf(properties), context)),
});
