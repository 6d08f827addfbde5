import { randomUUID } from 'node:crypto';
import { rename, rm, stat, writeFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { GitphonyError } from '../../contract/errors.ts';
import { isMissing, isTaken, readIfThere } from './files.ts';

const POLL_MILLISECONDS = 50;
const PATIENCE_MILLISECONDS = 120_000;

/** Whether a process of this id lives, whoever it belongs to. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

/** Whether the holder is gone, or holds longer than any start takes (its pid then belongs to somebody else). */
async function isStale(file: string): Promise<boolean> {
  const holder = await readIfThere(file);
  if (holder === undefined) return false;
  const pid = Number.parseInt(holder, 10);
  if (!Number.isNaN(pid) && !isAlive(pid)) return true;
  try {
    return Date.now() - (await stat(file)).mtimeMs > PATIENCE_MILLISECONDS;
  } catch (error) {
    if (isMissing(error)) return false;
    throw error;
  }
}

/** Two may find the same stale lock: whoever takes away a fresh one instead puts nothing at risk, see {@link withLock}. */
async function clear(file: string): Promise<void> {
  const aside = `${file}.${randomUUID()}`;
  try {
    await rename(file, aside);
  } catch (error) {
    if (isMissing(error)) return;
    throw error;
  }
  await rm(aside, { force: true });
}

/**
 * Runs `work` while no other process does so for the same file. The lock saves double work and muddled messages; it is
 * not what keeps the data safe: initdb ends in an atomic rename, and PostgreSQL refuses a second server for a folder.
 *
 * @throws GitphonyError POSTGRES_LOCKED after two minutes.
 */
export async function withLock<T>(file: string, work: () => Promise<T>): Promise<T> {
  const token = `${process.pid} ${randomUUID()}`;
  const deadline = Date.now() + PATIENCE_MILLISECONDS;
  for (;;) {
    try {
      await writeFile(file, token, { flag: 'wx' });
      break;
    } catch (error) {
      if (!isTaken(error)) throw error;
    }
    if (await isStale(file)) {
      await clear(file);
    } else if (Date.now() > deadline) {
      throw new GitphonyError('POSTGRES_LOCKED', `Another process has been starting PostgreSQL for two minutes`, {
        where: { file },
        hint: `If none does, remove ${file}.`,
        retryable: true,
      });
    } else {
      await sleep(POLL_MILLISECONDS);
    }
  }
  try {
    return await work();
  } finally {
    if ((await readIfThere(file)) === token) await rm(file, { force: true });
  }
}
