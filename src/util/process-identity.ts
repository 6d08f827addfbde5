import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { hostname } from 'node:os';

/**
 * This machine since its last boot: start times count from there, so they mean something only on the same one.
 * `<name>/<boot id>` on Linux, the name elsewhere.
 */
export function hostIdentity(): string {
  return `${hostname()}/${bootId()}`;
}

/**
 * When a process started, as the operating system counts it: clock ticks since boot on Linux (proc(5), field 22 of
 * `stat`), milliseconds since 1970 elsewhere (by `ps`). Undefined where no such process lives; a zombie counts as dead.
 */
export function processStartTime(pid: number): number | undefined {
  return process.platform === 'linux' ? linuxStartTime(pid) : portableStartTime(pid);
}

/** True where the very process that once had this pid and start time still lives. */
export function isAlive(pid: number, startTime: number): boolean {
  return processStartTime(pid) === startTime;
}

function linuxStartTime(pid: number): number | undefined {
  let stat: string;
  try {
    stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    // ESRCH: it ended between opening and reading.
    if (code === 'ENOENT' || code === 'ESRCH') return undefined;
    throw error;
  }
  // `pid (name) state ppid …`: the name may hold spaces and parentheses, so the last `)` counts.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  const [state] = fields;
  if (state === 'Z' || state === 'X') return undefined;
  return Number(fields[19]);
}

function portableStartTime(pid: number): number | undefined {
  try {
    const text = execFileSync('ps', ['-o', 'lstart=', '-p', String(pid)], { encoding: 'utf8', env: { LC_ALL: 'C' } });
    const time = Date.parse(text.trim());
    return Number.isNaN(time) ? undefined : time;
  } catch (error) {
    // `ps` ends with 1 where it finds no such process.
    if ((error as { status?: number }).status === 1) return undefined;
    throw error;
  }
}

function bootId(): string {
  if (process.platform !== 'linux') return '';
  try {
    return readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
  } catch {
    // Some sandboxes hide it; the host's name has to do there.
    return '';
  }
}
