import { Type } from '../../../contract/schema.ts';
import { defineTask } from '../../../contract/task.ts';
import { googleError } from '../google-error.ts';
import { openBigQuery } from './client.ts';
import { listPartitions } from './list-partitions.ts';
import { partitionProperties } from './partition-properties.ts';

/** Deletes partitions of a table. */
export const deletePartitions = defineTask({
  type: 'io.kestra.plugin.gcp.bigquery.DeletePartitions',
  title: 'Delete partitions of a BigQuery table.',
  properties: Type.Object(partitionProperties),
  outputs: Type.Object({
    projectId: Type.String(),
    datasetId: Type.String(),
    table: Type.String(),
    partitions: Type.Array(Type.String(), { description: 'What was deleted.' }),
  }),
  examples: [
    {
      title: 'Delete a month of days',
      code: `id: forget_a_month
namespace: company.team
tasks:
  - id: delete
    type: io.kestra.plugin.gcp.bigquery.DeletePartitions
    serviceAccount: "{{ secret('GCP_SERVICE_ACCOUNT') }}"
    projectId: my-project
    dataset: taxi
    table: trips
    partitionType: DAY
    from: "2019-01-01T00:00"
    to: "2019-01-31T00:00"
`,
    },
  ],
  async run(properties, context) {
    const { dataset, table } = properties;
    const client = await openBigQuery(properties, context);
    try {
      const partitions = [...(await listPartitions(client, properties, context))];
      for (const name of partitions) {
        const partition = encodeURIComponent(`${table}$${name}`);
        await client.call({ method: 'DELETE', uri: `/datasets/${dataset}/tables/${partition}` });
      }
      context.metric({ name: 'size', type: 'counter', value: partitions.length });
      context.log.info(`deleted ${partitions.length} partitions of ${dataset}.${table}`);
      return { outputs: { projectId: client.projectId, datasetId: dataset, table, partitions } };
    } catch (error) {
      context.signal.throwIfAborted();
      throw googleError(error, `delete partitions of ${dataset}.${table}`);
    }
  },
});
