import { randomBytes } from 'node:crypto';
import { link, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { GitphonyError } from '../contract/errors.ts';
import { isAlive, processStartTime } from '../util/process-identity.ts';

/** Milliseconds. Work under the lock takes a few; who waits longer meets a writer that hangs. */
const PATIENCE = 30_000;
const queues = new Map<string, Promise<unknown>>();

/**
 * Does the work while nobody else, in this process or another, does work under the same lock file. A lock whose process
 * has died is taken over. Fails with LOCK_TIMEOUT after 30 seconds.
 */
export async function withFileLock<T>(lock: string, work: () => Promise<T>): Promise<T> {
  const before = queues.get(lock) ?? Promise.resolve();
  const turn = before.then(() => holding(lock, work));
  const settled = turn.catch(() => undefined);
  queues.set(lock, settled);
  try {
    return await turn;
  } finally {
    if (queues.get(lock) === settled) queues.delete(lock);
  }
}

async function holding<T>(lock: string, work: () => Promise<T>): Promise<T> {
  await acquire(lock);
  try {
    return await work();
  } finally {
    await rm(lock, { force: true });
  }
}

async function acquire(lock: string): Promise<void> {
  const draft = `${lock}.${randomBytes(6).toString('hex')}`;
  await writeFile(draft, `${process.pid} ${processStartTime(process.pid) ?? 0} ${draft}`);
  try {
    const deadline = Date.now() + PATIENCE;
    for (let wait = 2; ; wait = Math.min(wait * 2, 100)) {
      if (await tryLink(draft, lock)) return;
      if (await removeDead(lock)) continue;
      if (Date.now() > deadline) {
        throw new GitphonyError(
          'LOCK_TIMEOUT',
          `expected the lock ${lock} to be free within 30 seconds, it is still held`,
          {
            hint: 'end the process that holds it (its number stands in the file), or delete the file',
            retryable: true,
          },
        );
      }
      await sleep(wait);
    }
  } finally {
    await rm(draft, { force: true });
  }
}

/** The lock appears with its owner in it, never empty. */
async function tryLink(draft: string, lock: string): Promise<boolean> {
  try {
    await link(draft, lock);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

async function removeDead(lock: string): Promise<boolean> {
  const owner = await readOwner(lock);
  if (owner === undefined) return true;
  const [pid, startTime] = owner.split(' ');
  if (isAlive(Number(pid), Number(startTime))) return false;
  const aside = `${lock}.dead-${randomBytes(6).toString('hex')}`;
  try {
    await rename(lock, aside);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return true;
    throw error;
  }
  // Somebody else took the dead one away a moment before, and this is a living one's: back with it.
  if ((await readOwner(aside)) !== owner) await tryLink(aside, lock);
  await rm(aside, { force: true });
  return true;
}

async function readOwner(lock: string): Promise<string | undefined> {
  try {
    return await readFile(lock, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}
