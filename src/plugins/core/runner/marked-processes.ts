import { randomBytes } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';

/** By this variable a command's processes are known, also those that made a session of their own (setsid, daemons). */
const NAME = 'TASK_TRACKING_ID';

/** A mark for everything that one command starts. */
export interface ProcessMark {
  /** For the command's environment; it grants nothing. */
  readonly environment: Readonly<Record<string, string>>;
  /** The living processes with the mark. Only Linux shows them (proc(5), environ); elsewhere none. */
  readonly find: () => readonly number[];
}

/** Makes a mark that no other command has. */
export function createMark(): ProcessMark {
  const id = randomBytes(12).toString('hex');
  const wanted = `${NAME}=${id}`;
  return {
    environment: { [NAME]: id },
    find() {
      if (process.platform !== 'linux') return [];
      return readdirSync('/proc')
        .filter((name) => /^\d+$/u.test(name) && isMarked(name, wanted))
        .map(Number);
    },
  };
}

function isMarked(pid: string, wanted: string): boolean {
  try {
    // Empty for zombies, so they do not count.
    return readFileSync(`/proc/${pid}/environ`, 'latin1').split('\0').includes(wanted);
  } catch {
    // It ended, or it is somebody else's.
    return false;
  }
}
