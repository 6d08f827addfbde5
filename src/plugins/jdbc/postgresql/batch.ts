import { storageUri, Type } from '../../../contract/schema.ts';
import { defineTask } from '../../../contract/task.ts';
import { readJsonLines } from '../json-lines.ts';
import { planBatch } from './batch-plan.ts';
import { batchRow } from './batch-rows.ts';
import { BatchRefused, executeBatch, prepareBatch } from './bind-batch.ts';
import type { PostgresClient } from './client.ts';
import { connectionProperties, poolingProperties, timeZoneProperty } from './connection-properties.ts';
import { logStart } from '../log-statement.ts';
import { reportProgress } from './progress.ts';
import { withSession } from './session.ts';
import type { SentStatement } from '../sent-statement.ts';
import { sqlError } from './sql-error.ts';
import { inTransaction } from './transaction.ts';

/** Runs a statement for each row of a file. */
export const batch = defineTask({
  type: 'io.kestra.plugin.jdbc.postgresql.Batch',
  title: 'Run an INSERT, or another statement, for each row of a file.',
  description: `The file holds one JSON document a line (a map or a list), as a query with \`fetchType: STORE\` writes it. All chunks run in one
transaction: if one row is refused, the task fails with its line and the database stays as it was. For large plain loads CopyIn is faster.`,
  properties: Type.Object({
    from: storageUri({ description: 'The file, in storage.' }),
    sql: Type.Optional(
      Type.String({
        description:
          'The statement, with a `?` for each value (`??` is a question mark of SQL’s own). Default: an INSERT of `columns`, or of all columns, into `table`.',
      }),
    ),
    table: Type.Optional(Type.String({ description: 'The table of the INSERT where `sql` is left out.' })),
    columns: Type.Optional(
      Type.Array(Type.String(), {
        description: 'The keys whose values are taken, one for each `?`. Without it a row’s values are taken in order.',
      }),
    ),
    chunk: Type.Optional(
      Type.Integer({ description: 'Rows that go to the server in one message.', default: 1000, minimum: 1 }),
    ),
    ...connectionProperties,
    ...timeZoneProperty,
    ...poolingProperties,
  }),
  outputs: Type.Object({
    rowCount: Type.Integer({ description: 'How many rows the file has.' }),
    updatedCount: Type.Integer({ description: 'How many rows of the database were inserted or changed.' }),
  }),
  interrupted: 'rerun',
  examples: [
    {
      title: 'Copy rows from one table to another server',
      code: `id: copy_rows
namespace: company.team
tasks:
  - id: read
    type: io.kestra.plugin.jdbc.postgresql.Query
    url: jdbc:postgresql://source:5432/shop
    username: "{{ secret('SOURCE_USER') }}"
    password: "{{ secret('SOURCE_PASSWORD') }}"
    sql: SELECT id, name FROM products
    fetchType: STORE
  - id: write
    type: io.kestra.plugin.jdbc.postgresql.Batch
    url: jdbc:postgresql://target:5432/shop
    username: "{{ secret('TARGET_USER') }}"
    password: "{{ secret('TARGET_PASSWORD') }}"
    from: "{{ outputs.read.uri }}"
    sql: INSERT INTO products (id, name) VALUES (?, ?) ON CONFLICT (id) DO UPDATE SET name = excluded.name
    columns: [id, name]
`,
    },
  ],
  async run(properties, context) {
    const chunk = properties.chunk ?? 1000;
    const counts = await withSession(properties, context, async (client) => {
      const plan = await planBatch(client, properties);
      const started = logStart(context.log, plan.statement);
      const types = await prepareBatch(client, plan.statement.bound.text).catch((error: unknown) => {
        throw sqlError(error, plan.statement);
      });
      const shape = { types, keys: plan.keys, strict: plan.strict };
      let rowCount = 0;
      let updatedCount = 0;
      let queryCount = 0;
      const endProgress = reportProgress(context, 'rows', () => rowCount);
      try {
        await inTransaction(client, async () => {
          let rows: (readonly (string | null)[])[] = [];
          let lines: number[] = [];
          const flush = async (): Promise<void> => {
            context.signal.throwIfAborted();
            updatedCount += await execute(client, plan.statement, rows, lines);
            rowCount += rows.length;
            queryCount += 1;
            rows = [];
            lines = [];
          };
          for await (const document of readJsonLines(await context.storage.get(properties.from))) {
            rows.push(batchRow(document, shape));
            lines.push(document.line);
            if (rows.length >= chunk) await flush();
          }
          if (rows.length > 0) await flush();
        });
      } finally {
        endProgress();
      }
      const seconds = ((performance.now() - started) / 1000).toFixed(2);
      context.log.info(
        `${rowCount} rows of the file: ${updatedCount} in the database inserted or changed, ${seconds} s`,
      );
      context.metric({ name: 'query', type: 'counter', value: queryCount });
      return { rowCount, updatedCount };
    });
    context.metric({ name: 'records', type: 'counter', value: counts.rowCount });
    context.metric({ name: 'updated', type: 'counter', value: counts.updatedCount });
    return { outputs: counts };
  },
});

async function execute(
  client: PostgresClient,
  statement: SentStatement,
  rows: readonly (readonly (string | null)[])[],
  lines: readonly number[],
): Promise<number> {
  try {
    return await executeBatch(client, rows);
  } catch (error) {
    if (!(error instanceof BatchRefused)) throw error;
    throw sqlError(error.row.error, statement, `for the row on line ${lines[error.row.index] ?? '?'} of the file`);
  }
}
