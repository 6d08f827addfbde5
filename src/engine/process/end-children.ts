import { setTimeout as sleep } from 'node:timers/promises';
import { isAlive, processStartTime } from '../../util/process-identity.ts';
import { isGroupAlive } from './process-group.ts';

/** A child process that may still live; each leads a process group of its own. */
export interface Survivor {
  readonly pid: number;
  readonly startTime: number;
}

/** Milliseconds to wait for processes that were killed: the system needs a moment. */
const AFTER_KILL = 2000;

/** Ends children with all that they started: SIGTERM first, SIGKILL for what is left after the patience (milliseconds). */
export async function endChildren(survivors: readonly Survivor[], patience = 5000): Promise<void> {
  const living = survivors.filter(lives);
  for (const survivor of living) signal(survivor, 'SIGTERM');
  await waitFor(living, patience);
  const stubborn = living.filter(lives);
  for (const survivor of stubborn) signal(survivor, 'SIGKILL');
  await waitFor(stubborn, AFTER_KILL);
}

/**
 * True while the child, or what it started, lives. The leader may have died before its own children: the system does not
 * hand out its number again while the group has members, so the group is still the same one.
 */
function lives({ pid, startTime }: Survivor): boolean {
  const current = processStartTime(pid);
  if (current !== undefined) return current === startTime;
  return isGroupAlive(pid);
}

function signal(survivor: Survivor, name: NodeJS.Signals): void {
  if (!send(-survivor.pid, name) && isAlive(survivor.pid, survivor.startTime)) send(survivor.pid, name);
}

/** False where there is nobody to receive it. */
function send(target: number, name: NodeJS.Signals): boolean {
  try {
    return process.kill(target, name);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ESRCH') return false;
    throw error;
  }
}

async function waitFor(survivors: readonly Survivor[], patience: number): Promise<void> {
  const deadline = Date.now() + patience;
  while (survivors.some(lives) && Date.now() < deadline) await sleep(20);
}
