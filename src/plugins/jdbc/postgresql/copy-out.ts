import { TaskError } from '../../../contract/errors.ts';
import { refusing, Type } from '../../../contract/schema.ts';
import { defineTask } from '../../../contract/task.ts';
import { unboundSql } from '../sql-placeholders.ts';
import { splitStatements } from '../sql-statements.ts';
import { columnsOrAll, copyProperties, headerProperty } from './copy-properties.ts';
import { type CopyOptions, copyOptions, copyTable } from './copy-sql.ts';
import { logEnd, logStart } from '../log-statement.ts';
import { dryRunTexts } from './dry-run-sql.ts';
import { receiveCopy } from './receive-copy.ts';
import { withSession } from './session.ts';
import type { SentStatement } from '../sent-statement.ts';

const extensions = { TEXT: 'tsv', CSV: 'csv', BINARY: 'bin' } as const;

/** Writes a table or a query's rows to a file. */
export const copyOut = defineTask({
  type: 'io.kestra.plugin.jdbc.postgresql.CopyOut',
  title: 'Write a table or the rows of a query to a file by COPY.',
  description: 'The rows are streamed into storage; memory does not grow with their number. Give `sql` or `table`.',
  properties: Type.Object(
    {
      sql: Type.Optional(
        Type.String({ description: 'A SELECT or VALUES, or an INSERT, UPDATE, DELETE or MERGE with RETURNING.' }),
      ),
      table: Type.Optional(Type.String({ description: 'The table, with its schema where needed.' })),
      ...headerProperty,
      ...copyProperties,
      forceQuote: columnsOrAll('CSV: columns whose values are always quoted; `["*"]`: all.'),
    },
    refusing({
      oids: 'delete it: PostgreSQL has no such option since version 12',
      freeze: 'delete it: PostgreSQL takes it in CopyIn only',
      forceNull: 'delete it: PostgreSQL takes it in CopyIn only',
      forceNotNull: 'delete it: PostgreSQL takes it in CopyIn only',
    }),
  ),
  outputs: Type.Object({
    uri: Type.String({ description: 'The file, in storage.' }),
    rowCount: Type.Integer({ description: 'How many rows it holds.' }),
  }),
  interrupted: 'rerun',
  dryRunSql: (properties, context) => dryRunTexts(properties, { sql: properties.sql }, undefined, context),
  examples: [
    {
      title: 'A report as CSV with a header',
      code: `id: report
namespace: company.team
tasks:
  - id: export
    type: io.kestra.plugin.jdbc.postgresql.CopyOut
    url: jdbc:postgresql://localhost:5432/ny_taxi
    username: "{{ secret('POSTGRES_USER') }}"
    password: "{{ secret('POSTGRES_PASSWORD') }}"
    sql: SELECT payment_type, count(*) AS trips FROM green_tripdata GROUP BY 1 ORDER BY 1
    format: CSV
    header: true
  - id: tell
    type: io.kestra.plugin.core.log.Log
    message: "{{ outputs.export.rowCount }} lines in {{ outputs.export.uri }}"
`,
    },
  ],
  async run(properties, context) {
    const statement = statementOf(properties);
    const fileName = `copy-out.${extensions[properties.format ?? 'TEXT']}`;
    const outputs = await withSession(properties, context, async (client) => {
      const started = logStart(context.log, statement);
      const received = await receiveCopy(client, statement, context, fileName);
      logEnd(context.log, { command: 'COPY', rowCount: received.rowCount, fields: [] }, started);
      return received;
    });
    context.metric({ name: 'rows', type: 'counter', value: outputs.rowCount });
    return { outputs };
  },
});

interface CopySource extends CopyOptions {
  readonly sql?: string;
  readonly table?: string;
  readonly columns?: readonly string[];
}

function statementOf(properties: CopySource): SentStatement {
  const tail = ` TO STDOUT${copyOptions(properties)}`;
  if (properties.sql !== undefined) return statementOfQuery(properties.sql, tail);
  if (properties.table === undefined) throw wrong('either `sql` or `table` is needed, but neither is there');
  const source = `COPY ${copyTable(properties.table, properties.columns)}${tail}`;
  return { property: 'COPY', source, offset: 0, bound: unboundSql(source) };
}

/** Places in errors are those in the author's `sql`, not in the COPY around it. */
function statementOfQuery(source: string, tail: string): SentStatement {
  const [first, ...others] = splitStatements(source);
  if (first === undefined || others.length > 0) {
    throw wrong(`\`sql\` should be one statement, but has ${first === undefined ? 'none' : others.length + 1}`);
  }
  const { text, offset } = first;
  const head = 'COPY (';
  const toSource = (at: number): number => Math.max(0, Math.min(at - head.length, text.length));
  // The line break ends a comment that may stand at the statement's end.
  return { property: 'sql', source, offset, bound: { text: `${head}${text}\n)${tail}`, names: [], toSource } };
}

function wrong(what: string): TaskError {
  return new TaskError('SQL_STATEMENT_COUNT', `For COPY ${what}.`, {
    hint: 'Write `sql: SELECT …`, or `table: public.trips`.',
    retryable: false,
  });
}
