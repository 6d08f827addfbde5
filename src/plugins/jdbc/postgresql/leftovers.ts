import { setTimeout as sleep } from 'node:timers/promises';
import { TaskError } from '../../../contract/errors.ts';
import type { RunContext } from '../../../contract/run-context.ts';
import type { PostgresClient } from './client.ts';

const PATIENCE_MS = 30_000;
const POLL_MS = 50;

/** Sessions of this very task run, of this user, other than the one that asks. */
const ours = `application_name = current_setting('application_name') AND usename = current_user AND pid <> pg_backend_pid()`;

/**
 * Ends what an earlier, killed process of this task run left running on the server, and waits until its work is rolled
 * back. Without it, the statement of the dead process could still commit beside the one that takes its place.
 */
export async function endLeftovers(client: PostgresClient, context: RunContext): Promise<void> {
  const pids = await leftoverPids(client);
  if (pids.length === 0) return;
  context.log.warn(`Ending ${pids.length} database session(s) that an interrupted run of this task left behind.`);
  await client.query('SELECT pg_terminate_backend(pid) FROM unnest($1::int[]) AS pid', [pids]);
  const deadline = Date.now() + PATIENCE_MS;
  while ((await leftoverPids(client)).length > 0) {
    context.signal.throwIfAborted();
    if (Date.now() > deadline) {
      throw new TaskError(
        'POSTGRES_SESSION_LEFT',
        `A session of the interrupted run is still busy after ${PATIENCE_MS / 1000} s (server process ${pids.join(', ')}).`,
        { hint: 'Wait until it has rolled back, then resume again.', retryable: true },
      );
    }
    await sleep(POLL_MS);
  }
}

async function leftoverPids(client: PostgresClient): Promise<readonly string[]> {
  const { rows } = await client.query<[string]>({
    text: `SELECT pid FROM pg_stat_activity WHERE ${ours}`,
    rowMode: 'array',
  });
  return rows.map(([pid]) => pid);
}
