import { createHash } from 'node:crypto';
import { closeSync, type FSWatcher, mkdirSync, openSync, readdirSync, rmSync, watch } from 'node:fs';
import { join } from 'node:path';
import { hostIdentity, isAlive, processStartTime } from '../../util/process-identity.ts';

/**
 * A queue of executions in a folder, over all processes of this machine. Whoever wants to run leaves an empty file, whose
 * name says its number and its owner; those with the lowest numbers run. A number counts once its owner has seen no higher
 * one behind it (else it takes another), so whoever began to run had seen all that are before it, and the limit holds
 * without a lock. A file whose owner is dead is taken away by whoever comes by it.
 */
export interface Ticket {
  /** How many living ones are before this one. */
  before(): number;
  /** Settles once fewer than `limit` are before it, or the signal is aborted. */
  turn(limit: number, signal: AbortSignal): Promise<void>;
  release(): void;
}

/** Milliseconds after which a waiting one looks again unasked: nobody tells of an owner that died. */
const LOOK_AGAIN = 1000;

/** Queues up. `directory` is that of the flow; it is made where it is missing. */
export function takeTicket(directory: string, executionId: string): Ticket {
  mkdirSync(directory, { recursive: true });
  const owner = [executionId, process.pid, processStartTime(process.pid) ?? 0, machine()].join('-');
  let name = '';
  do {
    if (name !== '') remove(directory, name);
    const highest = namesIn(directory).at(-1);
    name = `${String(highest === undefined ? 1 : numberOf(highest) + 1).padStart(12, '0')}-${owner}`;
    closeSync(openSync(join(directory, name), 'wx'));
  } while (namesIn(directory).at(-1) !== name);
  const before = (): number => namesIn(directory).filter((other) => other < name && lives(directory, other)).length;
  return {
    before,
    turn: (limit, signal) => waitUntil(directory, () => before() < limit, signal),
    release: () => remove(directory, name),
  };
}

function waitUntil(directory: string, holds: () => boolean, signal: AbortSignal): Promise<void> {
  if (signal.aborted || holds()) return Promise.resolve();
  return new Promise((resolve, reject) => {
    const end = (): void => {
      clearInterval(timer);
      watcher?.close();
      signal.removeEventListener('abort', finish);
    };
    const finish = (): void => {
      end();
      resolve();
    };
    const look = (): void => {
      try {
        if (holds()) finish();
      } catch (error) {
        end();
        reject(error);
      }
    };
    const timer = setInterval(look, LOOK_AGAIN);
    signal.addEventListener('abort', finish, { once: true });
    const watcher = watchFolder(directory, look);
    // Somebody may have left between the first look and the watch.
    look();
  });
}

/** Undefined where the system has no watches left: the timer has to do then. */
function watchFolder(directory: string, onChange: () => void): FSWatcher | undefined {
  try {
    const watcher = watch(directory, { persistent: false }, onChange);
    watcher.on('error', () => watcher.close());
    return watcher;
  } catch {
    return undefined;
  }
}

/** In the order of their turns. */
function namesIn(directory: string): string[] {
  return readdirSync(directory)
    .filter((name) => /^\d{12}-[0-9A-Za-z]+-\d+-\d+-[0-9a-f]{8}$/.test(name))
    .toSorted((a, b) => (a < b ? -1 : 1));
}

/** An owner on another machine, or from before a reboot, counts as dead: the folder was brought here. */
function lives(directory: string, name: string): boolean {
  const [, , pid, startTime, host] = name.split('-');
  if (host === machine() && isAlive(Number(pid), Number(startTime))) return true;
  remove(directory, name);
  return false;
}

function numberOf(name: string): number {
  return Number(name.slice(0, name.indexOf('-')));
}

function remove(directory: string, name: string): void {
  rmSync(join(directory, name), { force: true });
}

function machine(): string {
  return createHash('sha256').update(hostIdentity()).digest('hex').slice(0, 8);
}
