import { TaskError } from '../../../contract/errors.ts';
import { Type } from '../../../contract/schema.ts';
import { defineTask } from '../../../contract/task.ts';
import { googleError } from '../google-error.ts';
import { openBigQuery } from './client.ts';
import { copyTables } from './copy-tables.ts';
import { listPartitions } from './list-partitions.ts';
import { partitionProperties } from './partition-properties.ts';
import { destinationProperties, jobProperties } from './query-properties.ts';

/** Copies partitions of a table. */
export const copyPartitions = defineTask({
  type: 'io.kestra.plugin.gcp.bigquery.CopyPartitions',
  title: 'Copy partitions of a BigQuery table into another table.',
  description: 'One job for all of them: either every partition is copied or none.',
  properties: Type.Object({
    ...partitionProperties,
    ...destinationProperties,
    ...jobProperties,
    destinationTable: Type.String({ description: 'Where they go: `project.dataset.table` or `dataset.table`.' }),
    skipEmpty: Type.Optional(
      Type.Boolean({ description: 'Succeed where no partition lies in the window.', default: false }),
    ),
  }),
  outputs: Type.Object({
    projectId: Type.String(),
    datasetId: Type.String(),
    table: Type.String(),
    partitions: Type.Array(Type.String(), { description: 'What was copied.' }),
    jobId: Type.Optional(Type.String({ description: 'The job; left out for a dry run, and where there was none.' })),
  }),
  interrupted: 'reattach',
  examples: [
    {
      title: 'Keep a month apart',
      code: `id: keep_a_month
namespace: company.team
tasks:
  - id: copy
    type: io.kestra.plugin.gcp.bigquery.CopyPartitions
    serviceAccount: "{{ secret('GCP_SERVICE_ACCOUNT') }}"
    projectId: my-project
    dataset: taxi
    table: trips
    partitionType: DAY
    from: "2019-01-01T00:00"
    to: "2019-01-31T00:00"
    destinationTable: my-project.taxi.trips_january
    writeDisposition: WRITE_TRUNCATE
`,
    },
  ],
  async run(properties, context) {
    const { dataset, table, from, to } = properties;
    const client = await openBigQuery(properties, context);
    const partitions = await listPartitions(client, properties, context).catch((error: unknown) => {
      context.signal.throwIfAborted();
      throw googleError(error, `list the partitions of ${dataset}.${table}`);
    });
    context.metric({ name: 'size', type: 'counter', value: partitions.length });
    const answer = { projectId: client.projectId, datasetId: dataset, table, partitions: [...partitions] };
    if (partitions.length === 0) {
      if (properties.skipEmpty !== true) throw nothingThere(`${dataset}.${table}`, from, to);
      context.log.info(`no partition of ${dataset}.${table} lies between ${from} and ${to}: nothing is copied`);
      return { outputs: answer };
    }
    const sourceTables = partitions.map((name) => `${client.projectId}.${dataset}.${table}$${name}`);
    const jobId = await copyTables(client, { ...properties, sourceTables }, context);
    context.log.info(`copied ${partitions.length} partitions of ${dataset}.${table} to ${properties.destinationTable}`);
    return { outputs: { ...answer, ...(jobId === undefined ? {} : { jobId }) } };
  },
});

function nothingThere(table: string, from: string, to: string): TaskError {
  return new TaskError(
    'BIGQUERY_NO_PARTITIONS',
    `expected partitions of ${table} between ${from} and ${to}, but there are none`,
    { hint: 'look at `from`, `to` and `partitionType`, or write `skipEmpty: true`', retryable: false },
  );
}
