import { selfRendered, Type } from '../../../contract/schema.ts';
import { defineTask } from '../../../contract/task.ts';
import { renderText } from '../../../plugin-kit/render-text.ts';
import { fetchTags, fetchTypeOf } from '../../../plugin-kit/rows/fetch-type.ts';
import { boundStatements, onlyStatement } from '../statement-of.ts';
import { duckdbProperties, queryOutputs } from './duckdb-properties.ts';
import { fetchRows } from './fetch-rows.ts';
import { inTransaction } from './transaction.ts';
import { withDuckdb } from './with-files.ts';

const SEVERAL = 'io.kestra.plugin.jdbc.duckdb.Queries';

/** Runs one SQL statement. */
export const query = defineTask({
  type: 'io.kestra.plugin.jdbc.duckdb.Query',
  title: 'Run one SQL statement on DuckDB.',
  description: `DuckDB runs inside of the task and reads CSV, JSON and Parquet files as tables.

Values: integers and booleans as they are, decimals and floats as decimals, dates and times as ISO 8601 text, lists, structs, maps and
JSON as their structure, blobs as base64, everything else as DuckDB's text.`,
  properties: Type.Object({
    sql: selfRendered(Type.String({ description: 'One statement. Several need the type `Queries`.' })),
    afterSQL: Type.Optional(
      selfRendered(Type.String({ description: 'A statement that runs after `sql` in the same transaction.' })),
    ),
    ...duckdbProperties,
  }),
  outputs: queryOutputs,
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
  async run(properties, context) {
    const fetchType = fetchTypeOf(properties);
    const { result, files } = await withDuckdb(properties, context, async (session, variables) => {
      const statement = async (property: string, template: string) => {
        const text = await renderText(context, template, variables);
        return onlyStatement(property, boundStatements(property, text, properties.parameters), SEVERAL);
      };
      const main = await statement('sql', properties.sql);
      const after = properties.afterSQL === undefined ? undefined : await statement('afterSQL', properties.afterSQL);
      const target = { context, fetchType, fileName: 'rows.ion' };
      if (after === undefined) return fetchRows(session, main, target);
      return inTransaction(session, async () => {
        const fetched = await fetchRows(session, main, target);
        await fetchRows(session, after, { ...target, fetchType: 'NONE' });
        return fetched;
      });
    });
    context.metric({ name: 'fetch.size', type: 'counter', value: result?.size ?? 0, tags: fetchTags(fetchType) });
    return { outputs: { ...result, ...files } };
  },
});
