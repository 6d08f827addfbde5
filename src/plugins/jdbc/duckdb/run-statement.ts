import type { DuckDBResult, DuckDBValue } from '@duckdb/node-api';
import type { SentStatement } from '../sent-statement.ts';
import type { Duckdb, DuckdbConnection } from './client.ts';
import { sqlError } from './sql-error.ts';

/** Takes rows as they come. */
export interface RowSink {
  /** Before the first row, also where there is none. */
  begin(result: DuckDBResult): void;
  /** A promise: DuckDB computes no further until it is kept. */
  take(row: readonly DuckDBValue[]): Promise<void> | undefined;
}

/** How a statement ended. */
export interface StatementEnd {
  /** What it did: `INSERT`, `CREATE`. */
  readonly command: string;
  /** Rows returned or changed. */
  readonly rowCount: number;
  /** The columns it returned; empty where it returns no rows. */
  readonly fields: readonly string[];
}

/**
 * Runs one statement and hands its rows to a sink while they are computed; no more than a chunk (2048 rows) is kept here.
 * @throws TaskError SQL_ERROR with the statement's place; whatever the sink throws.
 */
export async function runStatement(
  duckdb: Duckdb,
  connection: DuckdbConnection,
  statement: SentStatement,
  values: readonly DuckDBValue[],
  sink: RowSink,
): Promise<StatementEnd> {
  const inStatement = <T>(work: Promise<T>): Promise<T> =>
    work.catch((error: unknown) => {
      throw sqlError(error, statement);
    });
  const prepared = await inStatement(connection.prepare(statement.bound.text));
  try {
    const result = await inStatement(bindAndStream());
    const command = duckdb.StatementType[result.statementType] ?? 'statement';
    // DuckDB answers INSERT by a row with a count; only RETURNING makes rows of it.
    const returnsRows = result.returnType === duckdb.ResultReturnType.QUERY_RESULT;
    if (!returnsRows) return { command, rowCount: result.rowsChanged, fields: [] };
    sink.begin(result);
    let rowCount = 0;
    for (;;) {
      const chunk = await inStatement(result.fetchChunk());
      if (chunk === null || chunk.rowCount === 0) break;
      rowCount += chunk.rowCount;
      for (const row of chunk.getRows()) {
        const wait = sink.take(row);
        if (wait !== undefined) await wait;
      }
    }
    return { command, rowCount, fields: result.columnNames() };
  } finally {
    prepared.destroySync();
  }

  async function bindAndStream(): Promise<DuckDBResult> {
    if (values.length > 0) prepared.bind([...values]);
    return prepared.stream();
  }
}

/** For statements whose rows nobody wants. */
export const noSink: RowSink = { begin: () => undefined, take: () => undefined };
