import { Type } from '../../../contract/schema.ts';
import { defineTask } from '../../../contract/task.ts';
import { readDuration } from '../../../plugin-kit/read-duration.ts';
import { openBigQuery } from './client.ts';
import { jobLabels } from './job-id.ts';
import { bigQueryProperties, retryRule } from './job-properties.ts';
import { defined } from './plain.ts';
import { reportDuration } from './query-metrics.ts';
import { destinationProperties, jobProperties } from './query-properties.ts';
import { runJob } from './run-job.ts';
import { parseTable } from './table-id.ts';

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
    const { jobTimeout, dryRun = false } = properties;
    const configuration = defined({
      copy: defined({
        sourceTables: properties.sourceTables.map((table) => parseTable(table, client.projectId)),
        destinationTable: parseTable(properties.destinationTable, client.projectId),
        writeDisposition: properties.writeDisposition,
        createDisposition: properties.createDisposition,
        operationType: properties.operationType,
      }),
      jobTimeoutMs: jobTimeout === undefined ? undefined : String(readDuration('jobTimeout', jobTimeout)),
    });
    const request = {
      configuration,
      labels: { ...jobLabels(context), ...properties.labels },
      rule: retryRule(properties),
      doing: `copy to ${properties.destinationTable}`,
      dryRun,
    };
    const job = await runJob(client, request, context);
    reportDuration(context, job, {
      project_id: job.jobReference?.projectId ?? '',
      location: job.jobReference?.location ?? '',
    });
    const jobId = job.jobReference?.jobId;
    return { outputs: jobId === undefined || dryRun ? {} : { jobId } };
  },
});
