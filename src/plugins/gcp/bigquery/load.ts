import { stat } from 'node:fs/promises';
import { TaskError } from '../../../contract/errors.ts';
import { storageUri, Type } from '../../../contract/schema.ts';
import { defineTask } from '../../../contract/task.ts';
import { openBigQuery } from './client.ts';
import { jobLabels } from './job-id.ts';
import { retryRule } from './job-properties.ts';
import { loadConfiguration, loadOutputs, loadProperties } from './load-properties.ts';
import { loadResult } from './load-result.ts';
import type { JobDocument } from './rest-types.ts';
import { runJob } from './run-job.ts';
import { parseTable } from './table-id.ts';

/** Loads a file into a table. */
export const load = defineTask({
  type: 'io.kestra.plugin.gcp.bigquery.Load',
  title: 'Load a file from storage into a BigQuery table.',
  description:
    'The file is streamed to BigQuery; one of Cloud Storage (`gs://`) it reads itself. Either every row is loaded or none; BigQuery names the rows that it does not take.',
  properties: Type.Object({
    ...loadProperties,
    from: storageUri({
      description: 'The file, in storage; or an object `gs://bucket/name`, as LoadFromGcs takes it.',
    }),
    failedOnEmpty: Type.Optional(Type.Boolean({ description: 'Fail where the file is empty.', default: true })),
  }),
  outputs: loadOutputs,
  interrupted: 'reattach',
  examples: [
    {
      title: 'Load a CSV file with a header',
      code: `id: load_orders
namespace: company.team
tasks:
  - id: orders
    type: io.kestra.plugin.core.http.Download
    uri: https://example.com/orders.csv
  - id: load
    type: io.kestra.plugin.gcp.bigquery.Load
    serviceAccount: "{{ secret('GCP_SERVICE_ACCOUNT') }}"
    projectId: my-project
    from: "{{ outputs.orders.uri }}"
    destinationTable: my-project.shop.orders
    format: CSV
    autodetect: true
    csvOptions:
      skipLeadingRows: 1
`,
    },
  ],
  async run(properties, context) {
    const inCloud = properties.from.startsWith('gs://');
    const path = inCloud ? '' : await context.storage.localPath(properties.from);
    if (!inCloud && (await stat(path)).size === 0) {
      if (properties.failedOnEmpty === false) return { outputs: { rows: 0 } };
      throw new TaskError('BIGQUERY_EMPTY_FILE', 'expected rows to load, but the file is empty', {
        hint: 'write `failedOnEmpty: false` where that is no error',
        retryable: false,
      });
    }
    const client = await openBigQuery(properties, context);
    const table = parseTable(properties.destinationTable, client.projectId);
    const configuration = loadConfiguration(properties, client.projectId);
    const request = {
      configuration: { load: inCloud ? { ...configuration, sourceUris: [properties.from] } : configuration },
      labels: jobLabels(context),
      rule: retryRule(properties),
      doing: `load into ${properties.destinationTable}`,
      ...(inCloud
        ? {}
        : { submit: ({ jobReference }: JobDocument) => client.upload(path, table, configuration, jobReference) }),
    };
    const job = await runJob(client, request, context);
    return { outputs: loadResult(context, job, properties.destinationTable, client.projectId) };
  },
});
