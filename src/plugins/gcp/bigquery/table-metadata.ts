import { Type } from '../../../contract/schema.ts';
import { defineTask } from '../../../contract/task.ts';
import { googleError, readFault } from '../google-error.ts';
import { openBigQuery } from './client.ts';
import { describeTable } from './describe-table.ts';
import type { TableDocument } from './rest-types.ts';
import { tableOutputs, tableProperties } from './table-properties.ts';

/** Looks at a table. */
export const tableMetadata = defineTask({
  type: 'io.kestra.plugin.gcp.bigquery.TableMetadata',
  title: 'Read what BigQuery knows of a table.',
  properties: Type.Object({
    ...tableProperties,
    ifNotExists: Type.Optional(
      Type.Unsafe<'ERROR' | 'SKIP'>({
        type: 'string',
        enum: ['ERROR', 'SKIP'],
        default: 'ERROR',
        description: 'Where there is no such table: fail, or answer nothing.',
      }),
    ),
  }),
  outputs: tableOutputs,
  examples: [
    {
      title: 'How many rows there are',
      code: `id: count_rows
namespace: company.team
tasks:
  - id: trips
    type: io.kestra.plugin.gcp.bigquery.TableMetadata
    serviceAccount: "{{ secret('GCP_SERVICE_ACCOUNT') }}"
    projectId: my-project
    dataset: taxi
    table: trips
  - id: tell
    type: io.kestra.plugin.core.log.Log
    message: "{{ outputs.trips.numRows }} trips"
`,
    },
  ],
  async run(properties, context) {
    const client = await openBigQuery(properties, context);
    try {
      const uri = `/datasets/${properties.dataset}/tables/${properties.table}`;
      return { outputs: describeTable(await client.call<TableDocument>({ uri })) };
    } catch (error) {
      context.signal.throwIfAborted();
      if (properties.ifNotExists === 'SKIP' && readFault(error).status === 404) return { outputs: {} };
      throw googleError(error, `look at the table ${properties.dataset}.${properties.table}`);
    }
  },
});
