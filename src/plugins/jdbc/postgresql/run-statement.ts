import type { FieldDef, QueryArrayConfig } from 'pg';
import type { PostgresClient } from './client.ts';
import type { SentStatement } from '../sent-statement.ts';
import { sqlError } from './sql-error.ts';

/** A row as the server sends it: a text a column, null for NULL. */
export type RowTexts = readonly (string | null)[];

/** Takes rows as they come. */
export interface RowSink {
  /** Before the first row. */
  begin(fields: readonly FieldDef[]): void;
  /** A promise: the server is made to wait until it is kept. */
  take(row: RowTexts): Promise<void> | undefined;
}

/** How a statement ended. */
export interface StatementEnd {
  /** PostgreSQL's name of what it did: `INSERT`, `CREATE`. */
  readonly command: string;
  /** Rows returned or changed. */
  readonly rowCount: number;
  /** The columns it returned; empty where it returns no rows. */
  readonly fields: readonly FieldDef[];
}

/**
 * Runs one statement and hands its rows to a sink while they arrive. No row is kept here: where the sink is slow, the
 * socket is paused and the server waits. (A cursor would do that too, but PostgreSQL plans no parallel work under a row
 * limit, and each batch costs a round trip.)
 * @throws TaskError SQL_ERROR with the statement's place; whatever the sink throws.
 */
export async function runStatement(
  client: PostgresClient,
  statement: SentStatement,
  values: readonly (string | null)[],
  sink: RowSink,
): Promise<StatementEnd> {
  const { Query } = await import('pg');
  const config: QueryArrayConfig = { text: statement.bound.text, values: [...values], rowMode: 'array' };
  const query = new Query<string[]>(config);
  const { stream } = client.connection;
  let begun = false;
  let sinkFailed: { readonly error: unknown } | undefined;

  const fail = (error: unknown): void => {
    sinkFailed ??= { error };
    stream.destroy();
  };
  const take = (row: RowTexts, fields: readonly FieldDef[]): void => {
    if (!begun) sink.begin(fields);
    begun = true;
    const wait = sink.take(row);
    if (wait === undefined) return;
    stream.pause();
    wait.then(() => stream.resume(), fail);
  };

  return await new Promise<StatementEnd>((resolve, reject) => {
    query.on('row', (row, result) => {
      if (sinkFailed !== undefined || result === undefined) return;
      try {
        take(row, result.fields);
      } catch (error) {
        fail(error);
      }
    });
    query.on('end', ({ command, rowCount, fields }) => resolve({ command, rowCount: rowCount ?? 0, fields }));
    query.on('error', (error) => reject(sinkFailed === undefined ? sqlError(error, statement) : sinkFailed.error));
    client.query(query);
  });
}

/** For statements whose rows nobody wants. */
export const noSink: RowSink = { begin: () => undefined, take: () => undefined };
