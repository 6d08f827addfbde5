import { Type } from '../../../contract/schema.ts';
import { defineTask } from '../../../contract/task.ts';
import { fetchTags, fetchTypeOf } from '../../../plugin-kit/rows/fetch-type.ts';
import { fetchedRows } from '../query-outputs.ts';
import { queryProperties } from '../query-properties.ts';
import { connectionProperties, poolingProperties, timeZoneProperty } from './connection-properties.ts';
import { fetchRows } from './fetch-rows.ts';
import { logEnd, logStart } from '../log-statement.ts';
import { noSink, runStatement } from './run-statement.ts';
import { withSession } from './session.ts';
import { singleStatement } from './statement-of.ts';
import { inTransaction } from './transaction.ts';

/** Runs one SQL statement. */
export const query = defineTask({
  type: 'io.kestra.plugin.jdbc.postgresql.Query',
  title: 'Run one SQL statement on PostgreSQL.',
  description: `The statement commits on its own; with \`afterSQL\` both run in one transaction, and neither counts if one fails.

Values: integers and booleans as they are, \`numeric\` and floats as decimals (more digits than a decimal holds: text), dates and
times as ISO 8601 text (\`timestamptz\` in \`timeZoneId\`), json as its structure, arrays as lists, bytea as base64, hstore as a
map, everything else as PostgreSQL's text.`,
  properties: Type.Object({
    sql: Type.String({ description: 'One statement. Several need the type `Queries`.' }),
    afterSQL: Type.Optional(
      Type.String({
        description: 'A statement that runs after `sql` in the same transaction, e.g. one that marks rows as done.',
      }),
    ),
    ...queryProperties,
    ...connectionProperties,
    ...timeZoneProperty,
    ...poolingProperties,
  }),
  outputs: fetchedRows,
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
  async run(properties, context) {
    const fetchType = fetchTypeOf(properties);
    const main = singleStatement('sql', properties.sql, properties.parameters);
    const after =
      properties.afterSQL === undefined
        ? undefined
        : singleStatement('afterSQL', properties.afterSQL, properties.parameters);
    const target = { storage: context.storage, fileName: 'rows.ion' };
    const fetched = await withSession(properties, context, async (client) => {
      const work = async () => {
        const started = logStart(context.log, main.statement);
        const result = await fetchRows(client, main.statement, main.values, fetchType, target);
        logEnd(context.log, result, started);
        if (after !== undefined) await runStatement(client, after.statement, after.values, noSink);
        return result.fetched;
      };
      return after === undefined ? await work() : await inTransaction(client, work);
    });
    context.metric({
      name: 'fetch.size',
      type: 'counter',
      value: fetched?.size ?? 0,
      tags: fetchTags(fetchType),
    });
    return { outputs: fetched ?? {} };
  },
});
