import { selfRendered, refusing, Type } from '../../../contract/schema.ts';
import { defineTask } from '../../../contract/task.ts';
import { renderText } from '../../../plugin-kit/render-text.ts';
import { fetchTags, fetchTypeOf } from '../../../plugin-kit/rows/fetch-type.ts';
import { type FetchedRows, fetchedRows } from '../query-outputs.ts';
import { boundStatements } from '../statement-of.ts';
import { builtInExtension } from './built-in-extensions.ts';
import { dryRunSql } from './dry-run-sql.ts';
import { duckdbOutputs, duckdbProperties } from './duckdb-properties.ts';
import { fetchRows } from './fetch-rows.ts';
import { inTransaction } from './transaction.ts';
import { withDuckdb } from './with-files.ts';

/** Runs several SQL statements. */
export const queries = defineTask({
  type: 'io.kestra.plugin.jdbc.duckdb.Queries',
  title: 'Run several SQL statements on DuckDB, one after the other.',
  description: `Statements are separated by semicolons. All run on one connection and, unless \`transaction\` is false, in one transaction: if one
fails, none counts. \`INSTALL\` of an extension that is part of DuckDB (json, parquet, icu) downloads nothing.`,
  properties: Type.Object(
    {
      sql: selfRendered(Type.String({ description: 'The statements, separated by `;`.' })),
      transaction: Type.Optional(
        Type.Boolean({
          description: 'False: each statement commits on its own, which `CHECKPOINT` needs.',
          default: true,
        }),
      ),
      ...duckdbProperties,
    },
    refusing({ afterSQL: 'write it as the last statement of `sql`: Kestra takes it here and never runs it' }),
  ),
  outputs: Type.Object({
    outputs: Type.Array(fetchedRows, {
      description: 'One entry for each statement that returns rows, in order; the others have none.',
    }),
    ...duckdbOutputs,
  }),
  dryRunSql,
  examples: [
    {
      title: 'A table of a file, and two questions',
      code: `id: trips
namespace: company.team
inputs:
  - id: trips
    type: FILE
tasks:
  - id: numbers
    type: io.kestra.plugin.jdbc.duckdb.Queries
    inputFiles:
      trips.csv: "{{ inputs.trips }}"
    fetchType: FETCH
    sql: |
      CREATE TABLE trips AS FROM read_csv('trips.csv');
      SELECT count(*) AS n FROM trips;
      SELECT payment_type, avg(tip_amount) AS tip FROM trips GROUP BY ALL ORDER BY ALL;
  - id: tell
    type: io.kestra.plugin.core.log.Log
    message: "{{ outputs.numbers.outputs[0].rows[0].n }} trips"
`,
    },
    {
      title: 'A database that goes from task to task',
      code: `id: relay
namespace: company.team
tasks:
  - id: make
    type: io.kestra.plugin.jdbc.duckdb.Queries
    outputDbFile: true
    sql: CREATE TABLE t AS SELECT range AS n FROM range(10)
  - id: ask
    type: io.kestra.plugin.jdbc.duckdb.Queries
    databaseUri: "{{ outputs.make.databaseUri }}"
    fetchType: FETCH_ONE
    sql: SELECT sum(n) AS total FROM t
`,
    },
  ],
  async run(properties, context) {
    const fetchType = fetchTypeOf(properties);
    const { result, files } = await withDuckdb(properties, context, async (session, variables) => {
      const text = await renderText(context, properties.sql, variables);
      const statements = boundStatements('sql', text, properties.parameters);
      const runAll = async (): Promise<FetchedRows[]> => {
        const outputs: FetchedRows[] = [];
        for (const [index, statement] of statements.entries()) {
          context.signal.throwIfAborted();
          const extension = await builtInExtension(session, statement);
          if (extension !== undefined) {
            context.log.debug(`INSTALL ${extension}: it is part of this DuckDB`);
            continue;
          }
          const fetched = await fetchRows(session, statement, {
            context,
            fetchType,
            fileName: `rows-${index + 1}.ion`,
          });
          if (fetched !== undefined) outputs.push(fetched);
        }
        return outputs;
      };
      return properties.transaction === false ? runAll() : inTransaction(session, runAll);
    });
    const size = result.reduce((sum, { size = 0 }) => sum + size, 0);
    context.metric({ name: 'fetch.size', type: 'counter', value: size, tags: fetchTags(fetchType) });
    return { outputs: { outputs: result, ...files } };
  },
});
