import { Type } from '../../../contract/schema.ts';
import { defineTask } from '../../../contract/task.ts';
import { googleError } from '../google-error.ts';
import { openBigQuery } from './client.ts';
import { type PartitionType, partitionsIn } from './partitions.ts';
import type { QueryResultsDocument } from './rest-types.ts';
import { tableProperties } from './table-properties.ts';

/** Deletes partitions of a table. */
export const deletePartitions = defineTask({
  type: 'io.kestra.plugin.gcp.bigquery.DeletePartitions',
  title: 'Delete partitions of a BigQuery table.',
  properties: Type.Object({
    ...tableProperties,
    partitionType: Type.Unsafe<PartitionType>({
      type: 'string',
      enum: ['DAY', 'HOUR', 'MONTH', 'YEAR', 'RANGE'],
      description: 'How the table is partitioned.',
    }),
    from: Type.String({ description: 'The first partition: a time in UTC, or a number for RANGE.' }),
    to: Type.String({ description: 'The last one, included.' }),
  }),
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
    const { dataset, table, partitionType, from, to } = properties;
    const client = await openBigQuery(properties, context);
    try {
      const { rows = [] } = await client.call<QueryResultsDocument>({
        method: 'POST',
        uri: '/queries',
        body: {
          query: `SELECT partition_id FROM [${client.projectId}:${dataset}.${table}$__PARTITIONS_SUMMARY__]`,
          useLegacySql: true,
          ...(client.location === undefined ? {} : { location: client.location }),
        },
      });
      const names = rows.map(({ f }) => (f[0]?.v ?? '') as string);
      const partitions = [...partitionsIn(names, partitionType, from, to)];
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
