import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { storageUri, refusing, Type } from '../../../contract/schema.ts';
import { defineTask } from '../../../contract/task.ts';
import { unboundSql } from '../sql-placeholders.ts';
import { columnsOrAll, copyProperties, headerProperty } from './copy-properties.ts';
import { copyOptions, copyTable } from './copy-sql.ts';
import { logEnd, logStart } from '../log-statement.ts';
import { reportProgress } from './progress.ts';
import { sendCopy } from './send-copy.ts';
import { withSession } from './session.ts';
import type { SentStatement } from '../sent-statement.ts';
import { inTransaction } from './transaction.ts';

/** Each read becomes one message to the server. Measured on 70 MB of CSV: smaller ones cost half as much time again, larger ones only memory. */
const CHUNK_BYTES = 64 * 1024;

/** Loads a file into a table. */
export const copyIn = defineTask({
  type: 'io.kestra.plugin.jdbc.postgresql.CopyIn',
  title: 'Load a file into a PostgreSQL table by COPY.',
  description: `The file is streamed to the server; memory does not grow with its size. Either every row is loaded or none: a broken row fails
the task with PostgreSQL's message, the line of the file and the column, and the table stays as it was.

\`table\` and \`columns\` go to the server as written: bare names fold to lower case as everywhere in PostgreSQL, names in double
quotes keep their case. Anything that is not a name is refused.`,
  properties: Type.Object(
    {
      from: storageUri({ description: 'The file, in storage.' }),
      table: Type.String({ description: 'The table, with its schema where needed: `public.trips`.' }),
      ...headerProperty,
      ...copyProperties,
      freeze: Type.Optional(
        Type.Boolean({
          description: 'Store rows frozen; only in a table made or truncated in the same transaction.',
          default: false,
        }),
      ),
      forceNotNull: columnsOrAll('CSV: columns in which nothing is read as NULL: an empty value is an empty text.'),
      forceNull: columnsOrAll('CSV: columns in which `nullString` is read as NULL even in quotes.'),
    },
    refusing({
      oids: 'delete it: PostgreSQL has no such option since version 12',
      forceQuote: 'delete it: PostgreSQL takes it in CopyOut only',
    }),
  ),
  outputs: Type.Object({ rowCount: Type.Integer({ description: 'How many rows were loaded.' }) }),
  interrupted: 'rerun',
  examples: [
    {
      title: 'Download a CSV file and load it',
      code: `id: load_products
namespace: company.team
tasks:
  - id: download
    type: io.kestra.plugin.core.http.Download
    uri: https://example.com/products.csv
  - id: load
    type: io.kestra.plugin.jdbc.postgresql.CopyIn
    url: jdbc:postgresql://localhost:5432/shop
    username: "{{ secret('POSTGRES_USER') }}"
    password: "{{ secret('POSTGRES_PASSWORD') }}"
    from: "{{ outputs.download.uri }}"
    table: public.products
    columns: [id, name]
    format: CSV
    header: true
`,
    },
  ],
  async run(properties, context) {
    const sql = `COPY ${copyTable(properties.table, properties.columns)} FROM STDIN${copyOptions(properties)}`;
    const statement: SentStatement = { property: 'COPY', source: sql, offset: 0, bound: unboundSql(sql) };
    const path = await context.storage.localPath(properties.from);
    const { size } = await stat(path);
    const rowCount = await withSession(properties, context, async (client) => {
      const started = logStart(context.log, statement);
      const file = createReadStream(path, { highWaterMark: CHUNK_BYTES });
      const endProgress = reportProgress(context, 'bytes', () => file.bytesRead, size);
      try {
        // A process that dies must not leave rows behind: the server may hold the whole file in its buffers, and would
        // commit a bare COPY long after its sender is gone.
        const rows = await inTransaction(client, () => sendCopy(client, statement, file, CHUNK_BYTES));
        logEnd(context.log, { command: 'COPY', rowCount: rows, fields: [] }, started);
        return rows;
      } finally {
        endProgress();
      }
    });
    context.progress({ done: rowCount, total: rowCount, unit: 'rows' });
    context.metric({ name: 'rows', type: 'counter', value: rowCount });
    return { outputs: { rowCount } };
  },
});
