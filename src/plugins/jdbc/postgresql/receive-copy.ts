import { once } from 'node:events';
import type { RunContext } from '../../../contract/run-context.ts';
import { copyOutStream, type PostgresClient } from './client.ts';
import { isDatabaseError } from './database-error.ts';
import { reportProgress } from './progress.ts';
import type { SentStatement } from '../sent-statement.ts';
import { sqlError } from './sql-error.ts';

const BUFFERED_BYTES = 256 * 1024;

/** Streams what `COPY … TO STDOUT` sends into a file in storage. Fails with SQL_ERROR, or with storage's own error. */
export async function receiveCopy(
  client: PostgresClient,
  statement: SentStatement,
  context: RunContext,
  fileName: string,
): Promise<{ readonly uri: string; readonly rowCount: number }> {
  const copying = client.query(await copyOutStream(statement.bound.text, BUFFERED_BYTES));
  const { stream } = client.connection as unknown as { readonly stream: { readonly bytesRead: number } };
  let serverFailed: { readonly error: unknown } | undefined;
  copying.once('error', (error) => {
    serverFailed = { error };
  });
  // The stream ends before the server has said how many rows it sent.
  const idle = once(client, 'drain');
  idle.catch(() => undefined);
  const before = stream.bytesRead;
  const endProgress = reportProgress(context, 'bytes', () => stream.bytesRead - before);
  try {
    const uri = await context.storage.put(fileName, copying);
    await idle;
    return { uri, rowCount: copying.rowCount };
  } catch (error) {
    const cause = serverFailed?.error ?? error;
    if (isDatabaseError(cause) || serverFailed !== undefined) throw sqlError(cause, statement);
    throw error;
  } finally {
    endProgress();
  }
}
