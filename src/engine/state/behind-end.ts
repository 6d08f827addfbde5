import type { Flow } from '../../contract/flow.ts';
import { isTerminal } from '../../contract/states.ts';
import type { ExecutionState } from './execution-state.ts';

/**
 * True where an execution has come to its state, but not to its end: `afterExecution` was still to run. While a task waits
 * for its next attempt the execution stands at FAILED too, for a moment; that task has no end then.
 */
export function isBehindEnd({ ended, history, taskRuns }: ExecutionState, flow: Flow): boolean {
  if (ended !== undefined || !isTerminal(history.current)) return false;
  const after = new Set(flow.afterExecution.map(({ id }) => id));
  return [...taskRuns.values()].every(
    (run) => run.parent !== undefined || after.has(run.taskId) || isTerminal(run.history.current),
  );
}
