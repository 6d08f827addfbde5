import { Type } from '../../../contract/schema.ts';
import { defineTask } from '../../../contract/task.ts';
import { openBigQuery } from './client.ts';
import { jobLabels } from './job-id.ts';
import { retryRule } from './job-properties.ts';
import { loadConfiguration, loadOutputs, loadProperties } from './load-properties.ts';
import { loadResult } from './load-result.ts';
import { runJob } from './run-job.ts';

/** Loads objects of Cloud Storage into a table. */
export const loadFromGcs = defineTask({
  type: 'io.kestra.plugin.gcp.bigquery.LoadFromGcs',
  title: 'Load objects of Cloud Storage into a BigQuery table.',
  description: 'BigQuery reads them itself; nothing passes through this machine. Either every row is loaded or none.',
  properties: Type.Object({
    ...loadProperties,
    from: Type.Array(Type.String(), { description: 'Their addresses; `*` stands for any text.', minItems: 1 }),
  }),
  outputs: loadOutputs,
  interrupted: 'reattach',
  examples: [
    {
      title: 'Load the files of a month',
      code: `id: load_month
namespace: company.team
tasks:
  - id: load
    type: io.kestra.plugin.gcp.bigquery.LoadFromGcs
    serviceAccount: "{{ secret('GCP_SERVICE_ACCOUNT') }}"
    projectId: my-project
    from:
      - gs://my-project-lake/trips/2019-01-*.csv
    destinationTable: my-project.taxi.trips
    format: CSV
    csvOptions:
      skipLeadingRows: 1
    autodetect: true
    writeDisposition: WRITE_TRUNCATE
`,
    },
  ],
  async run(properties, context) {
    const client = await openBigQuery(properties, context);
    const load = { ...loadConfiguration(properties, client.projectId), sourceUris: properties.from };
    const request = {
      configuration: { load },
      labels: jobLabels(context),
      rule: retryRule(properties),
      doing: `load into ${properties.destinationTable}`,
    };
    const job = await runJob(client, request, context);
    return { outputs: loadResult(context, job, properties.destinationTable, client.projectId) };
  },
});
