import { TaskError } from '../../../contract/errors.ts';
import { columnNames, tableName, unquoted } from '../identifiers.ts';
import { bindQuestionMarks } from '../sql-placeholders.ts';
import { splitStatements } from '../sql-statements.ts';
import type { PostgresClient } from './client.ts';
import type { SentStatement } from '../sent-statement.ts';
import { sqlError } from './sql-error.ts';

/** What a batch runs for each row. */
export interface BatchPlan {
  readonly statement: SentStatement;
  /** Keys of a row by placeholder; undefined: values in order. */
  readonly keys: readonly string[] | undefined;
  /** A key that is not in `keys` is an error. */
  readonly strict: boolean;
}

const columnsSql = `SELECT attname, quote_ident(attname) FROM pg_catalog.pg_attribute
  WHERE attrelid = $1::regclass AND attnum > 0 AND NOT attisdropped AND attgenerated = '' ORDER BY attnum`;

/** Takes the statement from `sql`, or makes an INSERT for `table`. */
export async function planBatch(
  client: PostgresClient,
  properties: { readonly sql?: string; readonly table?: string; readonly columns?: readonly string[] },
): Promise<BatchPlan> {
  const columns = properties.columns?.length === 0 ? undefined : properties.columns;
  if (properties.sql !== undefined) {
    return { statement: statementOf(properties.sql), keys: columns?.map(unquoted), strict: false };
  }
  if (properties.table === undefined) {
    throw new TaskError('SQL_STATEMENT_COUNT', 'Either `sql` or `table` is needed, but neither is there.', {
      hint: 'Write `table: public.trips`, or `sql: INSERT INTO … VALUES (?, ?)`.',
      retryable: false,
    });
  }
  const table = tableName('table', properties.table);
  const names = columns === undefined ? await columnsOf(client, table) : namesOf(columns);
  const list = names.map(({ quoted }) => quoted).join(', ');
  const marks = names.map(() => '?').join(', ');
  return {
    statement: statementOf(`INSERT INTO ${table} (${list}) VALUES (${marks})`),
    keys: names.map(({ name }) => name),
    strict: columns === undefined,
  };
}

interface ColumnName {
  readonly name: string;
  readonly quoted: string;
}

function namesOf(columns: readonly string[]): readonly ColumnName[] {
  return columnNames('columns', columns).map((quoted) => ({ name: unquoted(quoted), quoted }));
}

async function columnsOf(client: PostgresClient, table: string): Promise<readonly ColumnName[]> {
  try {
    const { rows } = await client.query<[string, string]>({ text: columnsSql, values: [table], rowMode: 'array' });
    return rows.map(([name, quoted]) => ({ name, quoted }));
  } catch (error) {
    throw sqlError(error, { ...statementOf(table), property: 'table' });
  }
}

function statementOf(source: string): SentStatement {
  const [first, ...others] = splitStatements(source);
  if (first !== undefined && others.length === 0) {
    return { property: 'sql', source, offset: first.offset, bound: bindQuestionMarks(first.text) };
  }
  throw new TaskError(
    'SQL_STATEMENT_COUNT',
    `\`sql\` should be one statement, but has ${first === undefined ? 'none' : others.length + 1}.`,
    {
      hint: 'Give one statement; it runs once for each row.',
      retryable: false,
    },
  );
}
