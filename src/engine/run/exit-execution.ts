import type { ErrorRecord } from '../../contract/events.ts';
import { isTerminal, type TerminalState } from '../../contract/states.ts';
import type { TaskRunState } from '../state/execution-state.ts';
import { AbortReason } from './abort.ts';
import type { ExecutionRun, Frame } from './execution-run.ts';
import { setTaskState } from './set-task-state.ts';

/**
 * Ends a task run and with it the execution. Answers CANCELLED, so that what is around begins nothing more; each block
 * around gets its own state by {@link stateOfExitInside}.
 */
export function exitWith(
  run: ExecutionRun,
  frame: Frame,
  taskRun: TaskRunState,
  state: TerminalState,
  error?: ErrorRecord,
): TerminalState {
  // One event: a process that dies here leaves a record in which both stand, or neither.
  setTaskState(run, frame, taskRun, state, { error, exits: true });
  if (state === 'KILLED') run.stop.main.abort(new AbortReason('KILLED', 'a task ended the execution as KILLED'));
  return 'CANCELLED';
}

/** The state that the execution's end gives to a block around the task that ended it; undefined for all others. */
export function stateOfExitInside(run: ExecutionRun, taskRun: TaskRunState): TerminalState | undefined {
  const { exit, taskRuns } = run.state;
  if (exit === undefined) return undefined;
  for (let at = taskRuns.get(exit.id)?.parent; at !== undefined; at = taskRuns.get(at)?.parent) {
    if (at === taskRun.id) return exit.state as TerminalState;
  }
  return undefined;
}

/** True from then on until the execution's end stands: what runs behind it (`afterExecution`) runs as ever. */
export function isExiting(run: ExecutionRun): boolean {
  return run.state.exit !== undefined && !isTerminal(run.state.history.current);
}
