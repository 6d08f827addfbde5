import { Type } from '../../../contract/schema.ts';
import { defineTask } from '../../../contract/task.ts';
import { fetchTypeOf } from '../../../plugin-kit/rows/fetch-type.ts';
import { fetchedRows } from '../query-outputs.ts';
import { dryRunSql } from './dry-run-sql.ts';
import { queryTaskProperties, runQuery } from './run-query.ts';

/** Runs one SQL statement. */
export const query = defineTask({
  type: 'io.kestra.plugin.jdbc.postgresql.Query',
  title: 'Run one SQL statement on PostgreSQL.',
  description: `The statement commits on its own; with \`afterSQL\` both run in one transaction, and neither counts if one fails.

Values: integers and booleans as they are, \`numeric\` and floats as decimals (more digits than a decimal holds: text), dates and
times as ISO 8601 text (\`timestamptz\` in \`timeZoneId\`), json as its structure, arrays as lists, bytea as base64, hstore as a
map, everything else as PostgreSQL's text.`,
  properties: Type.Object(queryTaskProperties),
  outputs: fetchedRows,
  dryRunSql,
  interrupted: 'rerun',
  examples: [
    {
      title: 'Count rows and log the number',
      code: `id: count_trips
namespace: company.team
tasks:
  - id: count
    type: io.kestra.plugin.jdbc.postgresql.Query
    url: jdbc:postgresql://localhost:5432/ny_taxi
    username: "{{ secret('POSTGRES_USER') }}"
    password: "{{ secret('POSTGRES_PASSWORD') }}"
    sql: SELECT count(*) AS trips FROM green_tripdata
    fetchType: FETCH_ONE
  - id: tell
    type: io.kestra.plugin.core.log.Log
    message: "{{ outputs.count.row.trips }} trips"
`,
    },
    {
      title: 'An input as a parameter, the rows into a file',
      code: `id: trips_of_a_day
namespace: company.team
inputs:
  - id: day
    type: DATE
tasks:
  - id: trips
    type: io.kestra.plugin.jdbc.postgresql.Query
    url: jdbc:postgresql://localhost:5432/ny_taxi
    username: "{{ secret('POSTGRES_USER') }}"
    password: "{{ secret('POSTGRES_PASSWORD') }}"
    sql: SELECT * FROM green_tripdata WHERE lpep_pickup_datetime::date = :day
    parameters:
      day: "{{ inputs.day }}"
    fetchType: STORE
`,
    },
  ],
  run: async (properties, context) => ({
    outputs: await runQuery(properties, fetchTypeOf(properties), context),
  }),
});
