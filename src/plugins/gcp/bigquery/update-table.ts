import { Type } from '../../../contract/schema.ts';
import { defineTask } from '../../../contract/task.ts';
import { googleError } from '../google-error.ts';
import { openBigQuery } from './client.ts';
import { dryRunView } from './dry-run-sql.ts';
import { describeTable } from './describe-table.ts';
import type { TableDocument } from './rest-types.ts';
import { tableDocument } from './table-document.ts';
import { tableChangeProperties, tableOutputs } from './table-properties.ts';

/** Changes a table. */
export const updateTable = defineTask({
  type: 'io.kestra.plugin.gcp.bigquery.UpdateTable',
  title: 'Change a BigQuery table.',
  description: 'What is not given stays as it is.',
  properties: Type.Object(tableChangeProperties),
  outputs: tableOutputs,
  dryRunSql: dryRunView,
  examples: [
    {
      title: 'Say what a table is for',
      code: `id: describe_table
namespace: company.team
tasks:
  - id: trips
    type: io.kestra.plugin.gcp.bigquery.UpdateTable
    serviceAccount: "{{ secret('GCP_SERVICE_ACCOUNT') }}"
    projectId: my-project
    dataset: taxi
    table: trips
    description: One row for each trip
`,
    },
  ],
  async run(properties, context) {
    const client = await openBigQuery(properties, context);
    const uri = `/datasets/${properties.dataset}/tables/${properties.table}`;
    try {
      const body = tableDocument(properties, Date.now());
      return { outputs: describeTable(await client.call<TableDocument>({ method: 'PATCH', uri, body })) };
    } catch (error) {
      context.signal.throwIfAborted();
      throw googleError(error, `change the table ${properties.dataset}.${properties.table}`);
    }
  },
});
