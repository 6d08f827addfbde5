import { Type } from '../../../contract/schema.ts';
import { defineTask } from '../../../contract/task.ts';
import { googleError } from '../google-error.ts';
import { openBigQuery } from './client.ts';
import { tableProperties } from './table-properties.ts';

/** Deletes a table. */
export const deleteTable = defineTask({
  type: 'io.kestra.plugin.gcp.bigquery.DeleteTable',
  title: 'Delete a BigQuery table.',
  properties: Type.Object(tableProperties),
  outputs: Type.Object({
    projectId: Type.String(),
    datasetId: Type.String(),
    table: Type.String(),
  }),
  examples: [
    {
      title: 'Delete a table',
      code: `id: drop_table
namespace: company.team
tasks:
  - id: delete
    type: io.kestra.plugin.gcp.bigquery.DeleteTable
    serviceAccount: "{{ secret('GCP_SERVICE_ACCOUNT') }}"
    projectId: my-project
    dataset: taxi
    table: trips_staging
`,
    },
  ],
  async run(properties, context) {
    const { dataset, table } = properties;
    const client = await openBigQuery(properties, context);
    try {
      await client.call({ method: 'DELETE', uri: `/datasets/${dataset}/tables/${encodeURIComponent(table)}` });
    } catch (error) {
      context.signal.throwIfAborted();
      throw googleError(error, `delete the table ${dataset}.${table}`);
    }
    return { outputs: { projectId: client.projectId, datasetId: dataset, table } };
  },
});
