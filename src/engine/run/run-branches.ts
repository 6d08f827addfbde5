import { setImmediate } from 'node:timers/promises';
import { isFailure, type TerminalState } from '../../contract/states.ts';
import { AbortReason, type LinkedSignal, stateOfAbort } from './abort.ts';
import { leaveWhereStopped } from './suspension.ts';

/** How branches run side by side. */
export interface BranchOptions {
  /** At most so many at once; 0 (the default): all. */
  readonly limit?: number;
  /** Default true, as Kestra's Parallel: the first failure stops the branches beside it and starts no more. */
  readonly failFast?: boolean;
}

/** So many branches begin before those that are done within one turn of the event loop get the chance to end. */
const AT_ONCE = 64;

/** Runs branches side by side. Answers the state of each, in their order; one that was not begun has the state of what stopped it. */
export async function runBranches(
  signal: LinkedSignal,
  branches: readonly (() => Promise<TerminalState>)[],
  { limit = 0, failFast = true }: BranchOptions = {},
  /** Whether a failure counts just now: where a task has ended the execution, those beside it come to their end. */
  failureCounts: () => boolean = () => true,
): Promise<readonly TerminalState[]> {
  const states: (TerminalState | undefined)[] = branches.map(() => undefined);
  const waiting = branches.entries();
  const run = async (index: number, branch: () => Promise<TerminalState>): Promise<void> => {
    if (signal.signal.aborted) return;
    const state = await branch();
    states[index] = state;
    if (failFast && isFailure(state) && failureCounts()) {
      signal.abort(new AbortReason('SIBLING_FAILED', 'stopped, because a task beside it failed'));
    }
  };
  const worker = async (): Promise<void> => {
    for (const [index, branch] of waiting) await run(index, branch);
  };
  const ends =
    limit > 0
      ? await Promise.allSettled(Array.from({ length: Math.min(limit, branches.length) }, worker))
      : await runAll(branches, run);
  for (const end of ends) if (end.status === 'rejected') throw end.reason;
  if (states.includes(undefined)) leaveWhereStopped(signal.signal, 'a branch');
  return states.map((state) => state ?? stateOfAbort(signal.signal));
}

/**
 * Without a limit: all of them, yet of ten thousand short ones never many are held in memory, for they end while others
 * have still to begin.
 */
async function runAll(
  branches: readonly (() => Promise<TerminalState>)[],
  run: (index: number, branch: () => Promise<TerminalState>) => Promise<void>,
): Promise<readonly PromiseSettledResult<void>[]> {
  const ends: Promise<PromiseSettledResult<void>>[] = [];
  for (const [index, branch] of branches.entries()) {
    ends.push(settled(run(index, branch)));
    if (ends.length % AT_ONCE === 0) await setImmediate();
  }
  return Promise.all(ends);
}

/** At once, not only when all have begun: a rejection that nobody waits for yet would end the process. */
async function settled(end: Promise<void>): Promise<PromiseSettledResult<void>> {
  const [result] = await Promise.allSettled([end]);
  return result;
}
