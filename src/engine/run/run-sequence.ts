import { setImmediate } from 'node:timers/promises';
import type { TaskNode } from '../../contract/flow.ts';
import { type Iteration, worstState } from '../../contract/flowable.ts';
import { isFailure, type TerminalState } from '../../contract/states.ts';
import { stateOfAbort } from './abort.ts';
import type { ExecutionRun, Frame } from './execution-run.ts';
import { runTask } from './run-task.ts';
import { leaveWhereStopped } from './suspension.ts';

/** Runs tasks one after another; ends at the first failure, or when the signal is aborted. Answers the worst state. */
export async function runSequence(
  run: ExecutionRun,
  tasks: readonly TaskNode[],
  frame: Frame,
  turn: Iteration = {},
): Promise<TerminalState> {
  let worst: TerminalState = 'SUCCESS';
  for (const node of tasks) {
    if (node.disabled === true) continue;
    leaveWhereStopped(frame.signal, node.id);
    if (frame.signal.aborted) return worstState([worst, stateOfAbort(frame.signal)]);
    worst = worstState([worst, await runTask(run, node, frame, turn)]);
    if (isFailure(worst)) return worst;
    await run.slas?.check();
    // Lets a kill, a time-out and the failure of a branch beside this one come in before the next task: short tasks end
    // without ever leaving the microtasks, and of turns that run side by side none is to be a task ahead.
    await setImmediate();
  }
  return worst;
}
