import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { copyInStream, type PostgresClient } from './client.ts';
import { isDatabaseError } from './database-error.ts';
import type { SentStatement } from '../sent-statement.ts';
import { sqlError } from './sql-error.ts';

/**
 * Streams data into `COPY … FROM STDIN` at the server's pace and answers the number of rows.
 * @throws TaskError SQL_ERROR with the line and column of a broken row; the source's own error where it cannot be read.
 */
export async function sendCopy(
  client: PostgresClient,
  statement: SentStatement,
  source: Readable,
  chunkBytes: number,
): Promise<number> {
  const target = await copyInStream(statement.bound.text, chunkBytes);
  let sourceFailed: { readonly error: unknown } | undefined;
  source.once('error', (error) => {
    sourceFailed = { error };
  });
  const copying = client.query(target);
  try {
    await pipeline(source, copying);
  } catch (error) {
    // When the server refuses, the pipeline destroys the source too: then the server's error is the first one.
    if (sourceFailed !== undefined && !isDatabaseError(error) && sourceFailed.error === error) throw error;
    throw sqlError(error, statement);
  }
  return copying.rowCount;
}
