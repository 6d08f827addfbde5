import { storageUri, Type } from '../../../contract/schema.ts';
import { defineTask } from '../../../contract/task.ts';
import { appendFile } from './append-batches.ts';
import { commitStream } from './commit-stream.ts';
import { bigQueryProperties, retryRule } from './job-properties.ts';
import { openStorage } from './storage-client.ts';
import { storageError } from './storage-error.ts';
import { tableName } from './table-id.ts';
import { writtenTable } from './written-table.ts';

type WriteStreamType = 'DEFAULT' | 'COMMITTED' | 'PENDING';

/** Streams rows into a table. */
export const storageWrite = defineTask({
  type: 'io.kestra.plugin.gcp.bigquery.StorageWrite',
  title: 'Stream the rows of a file into a BigQuery table, by the Storage Write API.',
  description: `The table has to be there. Rows are checked against its columns first, so that a message names row and column.

Google’s client for this API is installed by npm when a task first needs it (68 MB). DEFAULT and COMMITTED show rows as they
come, so a task that fails half-way leaves those of the batches before; run again, it adds them once more. With PENDING all rows
show up at once, at the end, or none does. Behind a proxy with a certificate of its own, \`GRPC_DEFAULT_SSL_ROOTS_FILE_PATH\` names the file of
certificates that this client trusts.`,
  properties: Type.Object({
    ...bigQueryProperties,
    from: storageUri({ description: 'The file, in storage: one JSON object a line, such as the file of a query.' }),
    destinationTable: Type.String({ description: 'The table: `project.dataset.table` or `dataset.table`.' }),
    writeStreamType: Type.Optional(
      Type.Unsafe<WriteStreamType>({
        type: 'string',
        enum: ['DEFAULT', 'COMMITTED', 'PENDING'],
        default: 'DEFAULT',
        description:
          'DEFAULT: rows show at once, and a batch whose answer got lost may show twice; COMMITTED: at once, each batch once; PENDING: all at the end, or none.',
      }),
    ),
    bufferSize: Type.Optional(
      Type.Integer({ minimum: 1, default: 1000, description: 'Rows of a batch; fewer where they are long (8 MB).' }),
    ),
  }),
  outputs: Type.Object({
    rows: Type.Integer({ description: 'Rows that were sent.' }),
    rowsCount: Type.Optional(Type.Integer({ description: 'PENDING: rows that BigQuery counted.' })),
    commitTime: Type.Optional(Type.String({ description: 'PENDING: when the rows became visible.' })),
  }),
  examples: [
    {
      title: 'Stream the rows of one table into another',
      code: `id: stream_rows
namespace: company.team
tasks:
  - id: read
    type: io.kestra.plugin.gcp.bigquery.Query
    serviceAccount: "{{ secret('GCP_SERVICE_ACCOUNT') }}"
    projectId: my-project
    sql: SELECT * FROM shop.orders
    fetchType: STORE
  - id: write
    type: io.kestra.plugin.gcp.bigquery.StorageWrite
    serviceAccount: "{{ secret('GCP_SERVICE_ACCOUNT') }}"
    projectId: my-project
    from: "{{ outputs.read.uri }}"
    destinationTable: my-project.shop.orders_copy
    writeStreamType: PENDING
`,
    },
  ],
  async run(properties, context) {
    const { writeStreamType: streamType = 'DEFAULT', bufferSize = 1000 } = properties;
    const { table, schema } = await writtenTable(properties, context);
    const doing = `write to ${tableName(table)}`;
    const parent = `projects/${table.projectId}/datasets/${table.datasetId}/tables/${table.tableId}`;
    const storage = await openStorage(properties, context);
    const { client } = storage;
    try {
      const streamId =
        streamType === 'DEFAULT'
          ? `${parent}/streams/_default`
          : ((await client.createWriteStreamFullResponse({ streamType, destinationTable: parent })).name ?? '');
      const offsets = streamType !== 'DEFAULT';
      const target = { streamId, schema, offsets, bufferSize, rule: retryRule(properties), doing };
      const rows = await appendFile(storage, properties.from, target, context);
      const tags = { write_stream_type: streamType, project_id: table.projectId, dataset: table.datasetId };
      context.metric({ name: 'rows', type: 'counter', value: rows, tags });
      const committed = streamType === 'PENDING' ? await commitStream(client, parent, streamId, doing) : undefined;
      if (committed !== undefined) {
        context.metric({ name: 'rows_count', type: 'counter', value: committed.rowsCount, tags });
      }
      context.log.info(`${rows} rows into ${tableName(table)} (${streamType})`);
      return { outputs: { rows, ...committed } };
    } catch (error) {
      context.signal.throwIfAborted();
      throw storageError(error, doing);
    } finally {
      client.close();
    }
  },
});
