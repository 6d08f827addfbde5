import { setTimeout as sleep } from 'node:timers/promises';
import { processStartTime } from '../../util/process-identity.ts';

/** A child process that may still live; each leads a process group of its own. */
export interface Survivor {
  readonly pid: number;
  readonly startTime: number;
}

/** Ends children with all that they started: SIGTERM first, SIGKILL for what is left after the patience (milliseconds). */
export async function endChildren(survivors: readonly Survivor[], patience = 5000): Promise<void> {
  const living = survivors.filter((survivor) => signalGroup(survivor, 'SIGTERM'));
  const deadline = Date.now() + patience;
  while (living.some((survivor) => signalGroup(survivor, 0)) && Date.now() < deadline) await sleep(20);
  for (const survivor of living) signalGroup(survivor, 'SIGKILL');
  while (living.some((survivor) => signalGroup(survivor, 0)) && Date.now() < deadline + patience) await sleep(20);
}

/**
 * Signals the child's group; false where there is nobody in it. The leader may have died before its own children: the
 * system does not hand out its number again while the group has members, so the group is still the same one.
 */
function signalGroup({ pid, startTime }: Survivor, signal: NodeJS.Signals | 0): boolean {
  const current = processStartTime(pid);
  if (current !== undefined && current !== startTime) return false;
  try {
    process.kill(-pid, signal);
    return true;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code !== 'ESRCH') throw error;
    return current !== undefined && signalOne(pid, signal);
  }
}

/** A child that leads no group. */
function signalOne(pid: number, signal: NodeJS.Signals | 0): boolean {
  try {
    process.kill(pid, signal);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ESRCH') return false;
    throw error;
  }
}
