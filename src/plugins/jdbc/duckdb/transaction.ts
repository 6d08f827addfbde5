import type { DuckdbSession } from './session.ts';

/** Does `work` in one transaction: if it fails, nothing counts. */
export async function inTransaction<T>({ connection }: DuckdbSession, work: () => Promise<T>): Promise<T> {
  await connection.run('BEGIN TRANSACTION');
  try {
    const result = await work();
    await connection.run('COMMIT');
    return result;
  } catch (error) {
    // Where a statement of the author's own ended the transaction there is nothing to take back; the first error counts.
    await connection.run('ROLLBACK').catch(() => undefined);
    throw error;
  }
}
