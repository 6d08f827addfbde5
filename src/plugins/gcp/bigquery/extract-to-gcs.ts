import { Type } from '../../../contract/schema.ts';
import { defineTask } from '../../../contract/task.ts';
import { openBigQuery } from './client.ts';
import { jobLabels } from './job-id.ts';
import { bigQueryProperties, retryRule } from './job-properties.ts';
import { defined, numberText } from './plain.ts';
import { reportDuration } from './query-metrics.ts';
import { runJob } from './run-job.ts';
import { parseTable } from './table-id.ts';

const text = (description: string) => Type.Optional(Type.String({ description }));

/** Writes a table into Cloud Storage. */
export const extractToGcs = defineTask({
  type: 'io.kestra.plugin.gcp.bigquery.ExtractToGcs',
  title: 'Write a BigQuery table into Cloud Storage.',
  properties: Type.Object({
    ...bigQueryProperties,
    sourceTable: Type.String({ description: 'The table: `project.dataset.table` or `dataset.table`.' }),
    destinationUris: Type.Array(Type.String(), {
      description: 'Where it goes; a `*` in the name for tables of more than a gigabyte, which become several objects.',
      minItems: 1,
    }),
    format: text('`CSV` (default), `NEWLINE_DELIMITED_JSON` (or `JSON`), `AVRO`, `PARQUET`.'),
    compression: text('`NONE` (default), `GZIP`, `SNAPPY`, `DEFLATE`, `ZSTD`, as the format has it.'),
    fieldDelimiter: text('CSV: default a comma.'),
    printHeader: Type.Optional(
      Type.Boolean({ description: 'CSV: a line with the names of the columns.', default: true }),
    ),
    useAvroLogicalTypes: Type.Optional(Type.Boolean({ description: 'Avro: dates and times by their meaning.' })),
    jobTimeoutMs: Type.Optional(Type.Integer({ description: 'BigQuery ends the job after so many milliseconds.' })),
    labels: Type.Optional(Type.Record(Type.String(), Type.String(), { description: 'Labels of the job.' })),
  }),
  outputs: Type.Object({
    jobId: Type.String({ description: 'The job.' }),
    sourceTable: Type.String({ description: 'The table’s name.' }),
    destinationUris: Type.Array(Type.String()),
    fileCounts: Type.Array(Type.Integer(), { description: 'How many objects each address became.' }),
  }),
  interrupted: 'reattach',
  examples: [
    {
      title: 'Write a table as Parquet',
      code: `id: export_trips
namespace: company.team
tasks:
  - id: extract
    type: io.kestra.plugin.gcp.bigquery.ExtractToGcs
    serviceAccount: "{{ secret('GCP_SERVICE_ACCOUNT') }}"
    projectId: my-project
    sourceTable: my-project.taxi.trips
    destinationUris:
      - gs://my-project-lake/export/trips-*.parquet
    format: PARQUET
`,
    },
  ],
  async run(properties, context) {
    const client = await openBigQuery(properties, context);
    const { destinationUris, sourceTable } = properties;
    const source = parseTable(sourceTable, client.projectId);
    const extract = defined({
      sourceTable: source,
      destinationUris,
      destinationFormat: properties.format === 'JSON' ? 'NEWLINE_DELIMITED_JSON' : properties.format,
      compression: properties.compression,
      fieldDelimiter: properties.fieldDelimiter,
      printHeader: properties.printHeader,
      useAvroLogicalTypes: properties.useAvroLogicalTypes,
    });
    const request = {
      configuration: defined({ extract, jobTimeoutMs: numberText(properties.jobTimeoutMs) }),
      labels: { ...jobLabels(context), ...properties.labels },
      rule: retryRule(properties),
      doing: `write ${sourceTable} to ${destinationUris.join(', ')}`,
    };
    const job = await runJob(client, request, context);
    const fileCounts = (job.statistics?.extract?.destinationUriFileCounts ?? []).map(Number);
    const tags = {
      source_table: sourceTable,
      project_id: job.jobReference?.projectId ?? '',
      location: job.jobReference?.location ?? '',
    };
    context.metric({ name: 'output.file_counts', type: 'counter', value: fileCounts.reduce((a, b) => a + b, 0), tags });
    reportDuration(context, job, tags);
    return {
      outputs: { jobId: job.jobReference?.jobId ?? '', sourceTable: source.tableId, destinationUris, fileCounts },
    };
  },
});
