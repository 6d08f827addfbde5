import { Type } from '../../../contract/schema.ts';
import { defineTask } from '../../../contract/task.ts';
import { openBigQuery } from './client.ts';
import { copyTables } from './copy-tables.ts';
import { bigQueryProperties } from './job-properties.ts';
import { destinationProperties, jobProperties } from './query-properties.ts';

type OperationType = 'COPY' | 'SNAPSHOT' | 'RESTORE' | 'CLONE';

/** Copies tables. */
export const copy = defineTask({
  type: 'io.kestra.plugin.gcp.bigquery.Copy',
  title: 'Copy BigQuery tables into another one.',
  properties: Type.Object({
    ...bigQueryProperties,
    ...destinationProperties,
    ...jobProperties,
    sourceTables: Type.Array(Type.String(), { description: 'The tables.', minItems: 1 }),
    destinationTable: Type.String({ description: 'Where they go: `project.dataset.table` or `dataset.table`.' }),
    operationType: Type.Optional(
      Type.Unsafe<OperationType>({
        type: 'string',
        enum: ['COPY', 'SNAPSHOT', 'RESTORE', 'CLONE'],
        description: 'A copy, a snapshot that cannot be changed, a table out of one, or a clone that shares storage.',
      }),
    ),
  }),
  outputs: Type.Object({ jobId: Type.Optional(Type.String({ description: 'The job; left out for a dry run.' })) }),
  interrupted: 'reattach',
  examples: [
    {
      title: 'Keep yesterday’s table',
      code: `id: keep_yesterday
namespace: company.team
tasks:
  - id: copy
    type: io.kestra.plugin.gcp.bigquery.Copy
    serviceAccount: "{{ secret('GCP_SERVICE_ACCOUNT') }}"
    projectId: my-project
    sourceTables:
      - my-project.taxi.trips
    destinationTable: my-project.taxi.trips_yesterday
    writeDisposition: WRITE_TRUNCATE
`,
    },
  ],
  async run(properties, context) {
    const client = await openBigQuery(properties, context);
    const jobId = await copyTables(client, properties, context);
    return { outputs: jobId === undefined ? {} : { jobId } };
  },
});
