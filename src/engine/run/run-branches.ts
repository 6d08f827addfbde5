import { isFailure, type TerminalState } from '../../contract/states.ts';
import { AbortReason, type LinkedSignal, stateOfAbort } from './abort.ts';

/** How branches run side by side. */
export interface BranchOptions {
  /** At most so many at once; 0 (the default): all. */
  readonly limit?: number;
  /** Default true, as Kestra's Parallel: the first failure stops the branches beside it and starts no more. */
  readonly failFast?: boolean;
}

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
  const worker = async (): Promise<void> => {
    for (const [index, branch] of waiting) {
      if (signal.signal.aborted) return;
      const state = await branch();
      states[index] = state;
      if (failFast && isFailure(state) && failureCounts()) {
        signal.abort(new AbortReason('SIBLING_FAILED', 'stopped, because a task beside it failed'));
      }
    }
  };
  const workers = limit > 0 ? Math.min(limit, branches.length) : branches.length;
  const ends = await Promise.allSettled(Array.from({ length: workers }, worker));
  for (const end of ends) if (end.status === 'rejected') throw end.reason;
  return states.map((state) => state ?? stateOfAbort(signal.signal));
}
