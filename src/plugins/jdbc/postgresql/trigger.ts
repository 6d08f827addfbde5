import { Type } from '../../../contract/schema.ts';
import { defineTrigger } from '../../../contract/trigger.ts';
import { pollingProperties } from '../../../plugin-kit/polling-properties.ts';
import { triggerFetchProperties, triggerFetchTypeOf } from '../../../plugin-kit/rows/fetch-type.ts';
import { pollRows, takenRows } from '../../../plugin-kit/rows/poll-rows.ts';
import { fetchedRows } from '../query-outputs.ts';
import { dryRunSql } from './dry-run-sql.ts';
import { queryTaskProperties, runQuery } from './run-query.ts';

/** Runs a flow when a query has rows. */
export const trigger = defineTrigger({
  type: 'io.kestra.plugin.jdbc.postgresql.Trigger',
  title: 'Runs the flow when a query on PostgreSQL has rows.',
  description: `Asks every \`interval\`, and fires each time that there are rows: nothing is remembered. So the query must not find again what is
done: delete or mark the rows in the flow, or by \`afterSQL\`. \`sql\` itself should only read.

With FETCH and FETCH_ONE the poll hands the rows over, up to 60,000 characters on GitHub. With STORE, and wherever there is an \`afterSQL\`, the
poll only looks; the query runs once more where the execution runs, and starts nothing where the rows are gone by then.`,
  properties: Type.Object({ ...queryTaskProperties, ...triggerFetchProperties, ...pollingProperties }),
  variables: fetchedRows,
  dryRunSql,
  examples: [
    {
      title: 'New orders, each once',
      code: `id: new_orders
namespace: company.team
tasks:
  - id: each
    type: io.kestra.plugin.core.flow.ForEach
    values: "{{ trigger.rows }}"
    tasks:
      - id: tell
        type: io.kestra.plugin.core.log.Log
        message: "order {{ fromJson(taskrun.value).id }}"
triggers:
  - id: orders
    type: io.kestra.plugin.jdbc.postgresql.Trigger
    interval: PT15M
    url: jdbc:postgresql://localhost:5432/shop
    username: "{{ secret('POSTGRES_USER') }}"
    password: "{{ secret('POSTGRES_PASSWORD') }}"
    sql: SELECT id, amount FROM orders WHERE NOT seen
    afterSQL: UPDATE orders SET seen = true WHERE NOT seen
    fetchType: FETCH
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
