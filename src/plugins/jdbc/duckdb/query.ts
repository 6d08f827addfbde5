import { Type } from '../../../contract/schema.ts';
import { defineTask } from '../../../contract/task.ts';
import { fetchTypeOf } from '../../../plugin-kit/rows/fetch-type.ts';
import { dryRunSql } from './dry-run-sql.ts';
import { duckdbProperties, queryOutputs } from './duckdb-properties.ts';
import { runQuery, statementProperties } from './run-query.ts';

/** Runs one SQL statement. */
export const query = defineTask({
  type: 'io.kestra.plugin.jdbc.duckdb.Query',
  title: 'Run one SQL statement on DuckDB.',
  description: `DuckDB runs inside of the task and reads CSV, JSON and Parquet files as tables.

Values: integers and booleans as they are, decimals and floats as decimals, dates and times as ISO 8601 text, lists, structs, maps and
JSON as their structure, blobs as base64, everything else as DuckDB's text.`,
  properties: Type.Object({
    ...statementProperties,
    ...duckdbProperties,
  }),
  outputs: queryOutputs,
  dryRunSql,
  examples: [
    {
      title: 'The mean of a column of a file',
      code: `id: mean_fare
namespace: company.team
tasks:
  - id: download
    type: io.kestra.plugin.core.http.Download
    uri: https://example.com/trips.csv
  - id: mean
    type: io.kestra.plugin.jdbc.duckdb.Query
    inputFiles:
      trips.csv: "{{ outputs.download.uri }}"
    sql: SELECT avg(fare_amount) AS fare FROM read_csv('trips.csv')
    fetchType: FETCH_ONE
  - id: tell
    type: io.kestra.plugin.core.log.Log
    message: "{{ outputs.mean.row.fare }}"
`,
    },
    {
      title: 'A CSV file becomes Parquet',
      code: `id: to_parquet
namespace: company.team
inputs:
  - id: trips
    type: FILE
tasks:
  - id: convert
    type: io.kestra.plugin.jdbc.duckdb.Query
    inputFiles:
      trips.csv: "{{ inputs.trips }}"
    outputFiles:
      - trips.parquet
    sql: COPY (FROM read_csv('trips.csv')) TO '{{ outputFiles['trips.parquet'] }}' (FORMAT parquet)
`,
    },
  ],
  run: async (properties, context) => ({
    outputs: await runQuery(properties, fetchTypeOf(properties), context),
  }),
});
