import { refusing, Type } from '../../../contract/schema.ts';
import { defineTask } from '../../../contract/task.ts';
import { fetchTags, fetchTypeOf } from '../../../plugin-kit/rows/fetch-type.ts';
import { type FetchedRows, fetchedRows } from '../query-outputs.ts';
import { queryProperties } from '../query-properties.ts';
import type { PostgresClient } from './client.ts';
import { connectionProperties, poolingProperties, timeZoneProperty } from './connection-properties.ts';
import { dryRunSql } from './dry-run-sql.ts';
import { fetchRows } from './fetch-rows.ts';
import { logEnd, logStart } from '../log-statement.ts';
import { withSession } from './session.ts';
import { statementsOf } from './statement-of.ts';
import { inTransaction } from './transaction.ts';

/** Runs several SQL statements. */
export const queries = defineTask({
  type: 'io.kestra.plugin.jdbc.postgresql.Queries',
  title: 'Run several SQL statements on PostgreSQL, one after the other.',
  description: `Statements are separated by semicolons; those in strings, \`$$\` bodies, quoted names and comments do not count.
All run on one connection and, unless \`transaction\` is false, in one transaction: if one fails, none counts.`,
  properties: Type.Object(
    {
      sql: Type.String({ description: 'The statements, separated by `;`.' }),
      transaction: Type.Optional(
        Type.Boolean({
          description:
            'False: each statement commits on its own, which `VACUUM`, `CREATE DATABASE` and `CREATE INDEX CONCURRENTLY` need.',
          default: true,
        }),
      ),
      ...queryProperties,
      ...connectionProperties,
      ...timeZoneProperty,
      ...poolingProperties,
    },
    refusing({ afterSQL: 'write it as the last statement of `sql`: Kestra takes it here and never runs it' }),
  ),
  outputs: Type.Object({
    outputs: Type.Array(fetchedRows, {
      description: 'One entry for each statement that returns rows, in order; the others have none.',
    }),
  }),
  interrupted: 'rerun',
  dryRunSql,
  examples: [
    {
      title: 'Make a table and fill it',
      code: `id: products
namespace: company.team
tasks:
  - id: init
    type: io.kestra.plugin.jdbc.postgresql.Queries
    url: jdbc:postgresql://localhost:5432/shop
    username: "{{ secret('POSTGRES_USER') }}"
    password: "{{ secret('POSTGRES_PASSWORD') }}"
    sql: |
      CREATE TABLE IF NOT EXISTS products (id integer PRIMARY KEY, name text);
      INSERT INTO products VALUES (1, 'cello'), (2, 'oboe') ON CONFLICT (id) DO NOTHING;
`,
    },
    {
      title: 'Several results',
      code: `id: overview
namespace: company.team
tasks:
  - id: numbers
    type: io.kestra.plugin.jdbc.postgresql.Queries
    url: jdbc:postgresql://localhost:5432/shop
    username: "{{ secret('POSTGRES_USER') }}"
    password: "{{ secret('POSTGRES_PASSWORD') }}"
    fetchType: FETCH_ONE
    sql: |
      SELECT count(*) AS n FROM products;
      SELECT max(id) AS last FROM products;
  - id: tell
    type: io.kestra.plugin.core.log.Log
    message: "{{ outputs.numbers.outputs[0].row.n }} products, the last is {{ outputs.numbers.outputs[1].row.last }}"
`,
    },
  ],
  async run(properties, context) {
    const fetchType = fetchTypeOf(properties);
    const statements = statementsOf('sql', properties.sql, properties.parameters);
    const runAll = async (client: PostgresClient): Promise<FetchedRows[]> => {
      const outputs: FetchedRows[] = [];
      for (const [index, { statement, values }] of statements.entries()) {
        context.signal.throwIfAborted();
        const target = { storage: context.storage, fileName: `rows-${index + 1}.ion` };
        const started = logStart(context.log, statement);
        const result = await fetchRows(client, statement, values, fetchType, target);
        logEnd(context.log, result, started);
        if (result.fetched !== undefined) outputs.push(result.fetched);
      }
      return outputs;
    };
    const outputs = await withSession(properties, context, (client) =>
      properties.transaction === false ? runAll(client) : inTransaction(client, () => runAll(client)),
    );
    const size = outputs.reduce((sum, { size = 0 }) => sum + size, 0);
    context.metric({ name: 'fetch.size', type: 'counter', value: size, tags: fetchTags(fetchType) });
    return { outputs: { outputs } };
  },
});
