import { unboundSql } from '../sql-placeholders.ts';
import type { PostgresClient } from './client.ts';
import { noSink, runStatement } from './run-statement.ts';
import type { SentStatement } from '../sent-statement.ts';

/**
 * Does `work` in one transaction. Where it fails, nothing is sent any more: the session is closed, and the server rolls back.
 * @throws TaskError SQL_ERROR where COMMIT itself fails (deferred constraints, serialization).
 */
export async function inTransaction<T>(client: PostgresClient, work: () => Promise<T>): Promise<T> {
  await runStatement(client, control('BEGIN'), [], noSink);
  const result = await work();
  await runStatement(client, control('COMMIT'), [], noSink);
  return result;
}

function control(sql: string): SentStatement {
  return { property: sql, source: sql, offset: 0, bound: unboundSql(sql) };
}
