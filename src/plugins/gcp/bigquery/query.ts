import { Type } from '../../../contract/schema.ts';
import { defineTask } from '../../../contract/task.ts';
import { fetchTypeOf } from '../../../plugin-kit/rows/fetch-type.ts';
import { openBigQuery } from './client.ts';
import { dryRunSql } from './dry-run-sql.ts';
import { queryOutputs } from './query-outputs.ts';
import { queryProperties } from './query-properties.ts';
import { runQuery } from './run-query.ts';

/** Runs SQL on BigQuery. */
export const query = defineTask({
  type: 'io.kestra.plugin.gcp.bigquery.Query',
  title: 'Run SQL on BigQuery.',
  description: `One statement, or a script of several; then \`statements\` has what each came to.

The job's id follows from the task run: a process that dies while BigQuery works finds its job again on resume, and waits for
it instead of running the SQL a second time. A task that is killed cancels its job. The log says how much the query read and
what that costs on demand at the list price of US and EU ($6.25 a TiB; other locations have their own; the first TiB of a month is free, which the
log cannot know; a reservation is paid by its slots). \`dryRun\` says so without running it, and \`maximumBytesBilled\` sets a limit.`,
  properties: Type.Object({
    sql: Type.String({ description: 'The SQL.' }),
    ...queryProperties,
  }),
  outputs: queryOutputs,
  interrupted: 'reattach',
  dryRunSql,
  examples: [
    {
      title: 'Make a table out of another one',
      code: `id: daily_totals
namespace: company.team
tasks:
  - id: totals
    type: io.kestra.plugin.gcp.bigquery.Query
    serviceAccount: "{{ secret('GCP_SERVICE_ACCOUNT') }}"
    projectId: my-project
    sql: |
      SELECT DATE(pickup) AS day, SUM(amount) AS total
      FROM \`my-project.taxi.trips\`
      GROUP BY day
    destinationTable: my-project.taxi.daily_totals
    writeDisposition: WRITE_TRUNCATE
`,
    },
    {
      title: 'A value from outside goes into a parameter, never into the SQL',
      code: `id: trips_of_a_day
namespace: company.team
inputs:
  - id: day
    type: DATE
tasks:
  - id: trips
    type: io.kestra.plugin.gcp.bigquery.Query
    serviceAccount: "{{ secret('GCP_SERVICE_ACCOUNT') }}"
    projectId: my-project
    sql: SELECT * FROM taxi.trips WHERE DATE(pickup) = CAST(@day AS DATE)
    parameters:
      day: "{{ inputs.day }}"
    fetchType: STORE
`,
    },
  ],
  async run(properties, context) {
    const client = await openBigQuery(properties, context);
    return { outputs: await runQuery(client, properties, fetchTypeOf(properties), context) };
  },
});
