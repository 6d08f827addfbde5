import { readdirSync, readFileSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';

/** How long a process group has between SIGTERM and SIGKILL, in milliseconds. GitHub itself gives a cancelled job 10 s in all. */
export const GRACE_MS = 5000;

const LONGEST_POLL_MS = 100;

/** True while a process of the group runs. */
export function isGroupAlive(leader: number): boolean {
  return signalGroup(leader, 0) && !isGroupOfZombies(leader);
}

/**
 * Ends a process group and those who left it (`others` finds them): SIGTERM, and SIGKILL for what is left after the grace time.
 */
export async function endGroup(
  leader: number,
  others: () => readonly number[] = () => [],
  graceMs = GRACE_MS,
): Promise<void> {
  const isAlive = (): boolean => isGroupAlive(leader) || others().length > 0;
  signalAll(leader, others(), 'SIGTERM');
  const deadline = performance.now() + graceMs;
  for (let pause = 5; isAlive(); pause = Math.min(pause * 2, LONGEST_POLL_MS)) {
    if (performance.now() >= deadline) {
      signalAll(leader, others(), 'SIGKILL');
      return;
    }
    await delay(pause);
  }
}

/** True where a group has ended by itself after so many milliseconds at most. */
export async function hasGroupEnded(leader: number, withinMs: number): Promise<boolean> {
  const deadline = performance.now() + withinMs;
  for (let pause = 5; isGroupAlive(leader); pause = Math.min(pause * 2, LONGEST_POLL_MS)) {
    if (performance.now() >= deadline) return false;
    await delay(pause);
  }
  return true;
}

function signalAll(leader: number, others: readonly number[], signal: NodeJS.Signals): void {
  signalGroup(leader, signal);
  for (const pid of others) send(pid, signal);
}

/** Sends a signal to every process of a group; false where the group has none left. */
function signalGroup(leader: number, signal: NodeJS.Signals | 0): boolean {
  return send(-leader, signal);
}

/** False where there is nobody to receive it. */
function send(target: number, signal: NodeJS.Signals | 0): boolean {
  try {
    return process.kill(target, signal);
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ESRCH') return false;
    throw error;
  }
}

/**
 * Ended processes whose parent does not collect them still take signals, for ever where the container's first process is no
 * init: only /proc tells. Elsewhere than on Linux, init collects them.
 */
function isGroupOfZombies(leader: number): boolean {
  if (process.platform !== 'linux') return false;
  return readdirSync('/proc').every((name) => !/^\d+$/u.test(name) || isElsewhereOrEnded(name, leader));
}

function isElsewhereOrEnded(pid: string, leader: number): boolean {
  const stat = readStat(pid);
  // `pid (name) state parent group …`, and the name may hold blanks and parentheses: see proc_pid_stat(5).
  const [state, , group] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return Number(group) !== leader || state === 'Z' || state === 'X';
}

function readStat(pid: string): string {
  try {
    return readFileSync(`/proc/${pid}/stat`, 'utf8');
  } catch {
    // It ended between the listing and now.
    return '';
  }
}
