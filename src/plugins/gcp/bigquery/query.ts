import { Type } from '../../../contract/schema.ts';
import { defineTask } from '../../../contract/task.ts';
import { fetchTypeOf } from '../../../plugin-kit/rows/fetch-type.ts';
import type { Value, ValueMap } from '../../../util/values.ts';
import { openBigQuery } from './client.ts';
import { dryRunSql } from './dry-run-sql.ts';
import { queryProperties } from './query-properties.ts';
import { runQuery } from './run-query.ts';

const value = Type.Unsafe<Value>({});
const row = Type.Unsafe<ValueMap>({ type: 'object', additionalProperties: value });
const fetched = {
  row: Type.Optional(
    Type.Unsafe<ValueMap>({ ...row, description: 'FETCH_ONE: the first row; empty if there is none.' }),
  ),
  rows: Type.Optional(Type.Array(row, { description: 'FETCH: all rows.' })),
  uri: Type.Optional(
    Type.String({ description: 'STORE: address of the file that holds the rows, one JSON document a line.' }),
  ),
  size: Type.Optional(Type.Integer({ description: 'How many rows the result has; left out for NONE.' })),
};
const dmlStats = Type.Optional(
  Type.Object(
    {
      insertedRowCount: Type.Optional(Type.Integer()),
      updatedRowCount: Type.Optional(Type.Integer()),
      deletedRowCount: Type.Optional(Type.Integer()),
    },
    { description: 'Rows that INSERT, UPDATE, DELETE or MERGE changed.' },
  ),
);

/** Runs SQL on BigQuery. */
export const query = defineTask({
  type: 'io.kestra.plugin.gcp.bigquery.Query',
  title: 'Run SQL on BigQuery.',
  description: `One statement, or a script of several; then \`statements\` has what each came to.

The job's id follows from the task run: a process that dies while BigQuery works finds its job again on resume, and waits for
it instead of running the SQL a second time. A task that is killed cancels its job. The log says how much the query read and
what that costs at the list price; \`dryRun\` says so without running it.`,
  properties: Type.Object({
    sql: Type.String({ description: 'The SQL.' }),
    ...queryProperties,
  }),
  outputs: Type.Object({
    jobId: Type.Optional(Type.String({ description: 'The job; left out for a dry run.' })),
    ...fetched,
    destinationTable: Type.Optional(
      Type.Object(
        { project: Type.String(), dataset: Type.String(), table: Type.String() },
        { description: 'The table that holds the result: yours, or one that BigQuery keeps for a day.' },
      ),
    ),
    dmlStats,
    bytesProcessed: Type.Optional(Type.Integer({ description: 'Bytes that the query read, or would read.' })),
    statements: Type.Optional(
      Type.Array(
        Type.Object({
          jobId: Type.String({ description: 'The statement’s own job.' }),
          statementType: Type.Optional(Type.String({ description: '`SELECT`, `MERGE`, …' })),
          ...fetched,
          dmlStats,
        }),
        { description: 'Of a script: one entry for each statement, in order.' },
      ),
    ),
  }),
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
