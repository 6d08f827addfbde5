import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { GitphonyError } from '../../contract/errors.ts';
import { isMissing, readIfThere } from './files.ts';
import { isAlive } from './lock.ts';

const POLL_MILLISECONDS = 50;
const PATIENCE_MILLISECONDS = 60_000;

/** A server as its own lock file tells of it. */
export interface Postmaster {
  readonly pid: number;
  readonly port: number;
  /** Takes connections now; otherwise it starts, recovers or stops. */
  readonly ready: boolean;
}

/**
 * Whether the process is the server of this folder. A pid from a lock file that a crash left may belong to somebody else
 * by now, in a container it nearly always does.
 */
async function serves(pid: number, data: string): Promise<boolean> {
  if (!isAlive(pid)) return false;
  if (process.platform === 'win32') return true;
  if (process.platform === 'linux') {
    try {
      return (await readFile(`/proc/${pid}/cmdline`, 'utf8')).split('\0').includes(data);
    } catch (error) {
      if (isMissing(error)) return false;
      throw error;
    }
  }
  const { execa } = await import('execa');
  const { stdout } = await execa('ps', ['-o', 'args=', '-p', String(pid)], { reject: false });
  return stdout.includes(data);
}

/** Lines: https://github.com/postgres/postgres/blob/REL_18_STABLE/src/include/utils/pidfile.h */
async function readLock(data: string): Promise<Postmaster | undefined> {
  const file = await readIfThere(lockOf(data));
  if (file === undefined) return undefined;
  const [pid, , , port, , , , status] = file.split('\n');
  const postmaster = { pid: Number(pid), port: Number(port), ready: status?.trim() === 'ready' };
  return Number.isInteger(postmaster.pid) && postmaster.pid > 0 ? postmaster : undefined;
}

function lockOf(data: string): string {
  return join(data, 'postmaster.pid');
}

/** The server that runs for a data folder, by its own lock file. */
export async function findPostmaster(data: string): Promise<Postmaster | undefined> {
  const postmaster = await readLock(data);
  return postmaster !== undefined && (await serves(postmaster.pid, data)) ? postmaster : undefined;
}

/** As {@link findPostmaster}, and waits while it starts, recovers or stops, for a minute at most. */
export async function awaitPostmaster(data: string): Promise<Postmaster | undefined> {
  const deadline = Date.now() + PATIENCE_MILLISECONDS;
  for (;;) {
    const postmaster = await findPostmaster(data);
    if (postmaster === undefined || postmaster.ready) return postmaster;
    if (Date.now() > deadline) {
      throw new GitphonyError(
        'POSTGRES_BUSY',
        `PostgreSQL (process ${postmaster.pid}) takes no connections after a minute`,
        {
          where: { file: data },
          hint: 'Its log, postgres.log beside that folder, says what it does.',
          retryable: true,
        },
      );
    }
    await sleep(POLL_MILLISECONDS);
  }
}

/** Waits until the server's process is gone: it removes its lock a moment before it ends. */
export async function awaitEnd(pid: number, data: string): Promise<void> {
  const deadline = Date.now() + PATIENCE_MILLISECONDS;
  while ((await serves(pid, data)) && Date.now() < deadline) await sleep(POLL_MILLISECONDS / 5);
}

/**
 * Removes the lock of a server that is gone when its pid belongs to another program by now: PostgreSQL would refuse to
 * start. A lock whose process is dead is left to PostgreSQL, which then also waits for the dead server's children.
 */
export async function dropForeignLock(data: string): Promise<void> {
  const postmaster = await readLock(data);
  if (postmaster === undefined || !isAlive(postmaster.pid) || (await serves(postmaster.pid, data))) return;
  await rm(lockOf(data), { force: true });
}
