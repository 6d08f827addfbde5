import type { PauseEnd, PauseRequest } from '../../contract/pause.ts';
import type { TaskRunState } from '../state/execution-state.ts';
import { pause } from './abort.ts';
import type { ExecutionRun, Frame } from './execution-run.ts';
import { setTaskState } from './set-task-state.ts';
import { Suspension } from './suspension.ts';

/** Node's timers take 32 bits of milliseconds: longer waits go in steps. */
const LONGEST_TIMER = 2 ** 31 - 1;

/**
 * Pauses the execution at a task run, as `FlowableScope.pause` says. By hand it always goes on in another process, which
 * has passed RESTARTED before it comes here.
 */
export async function pauseTaskRun(
  run: ExecutionRun,
  frame: Frame,
  taskRun: TaskRunState,
  signal: AbortSignal,
  request: PauseRequest,
): Promise<PauseEnd> {
  const before = taskRun.history.steps.find(({ state }) => state === 'PAUSED');
  const inputs = run.resumedInputs.get(taskRun.id);
  if (inputs !== undefined) {
    run.resumedInputs.delete(taskRun.id);
    return { by: 'hand', pausedAt: before?.at ?? run.now(), inputs };
  }
  setTaskState(run, frame, taskRun, 'PAUSED');
  run.setState('PAUSED');
  // Whoever looks from outside must see it: nothing else may be written for days.
  run.journal.flush();
  if (request.duration === undefined) throw new Suspension(taskRun.id);
  const pausedAt = before?.at ?? run.now();
  const until = pausedAt + request.duration;
  for (let left = until - run.now(); left > 0 && !signal.aborted; left = until - run.now()) {
    await pause(Math.min(left, LONGEST_TIMER), signal);
  }
  signal.throwIfAborted();
  if (request.cancels !== true) {
    run.setState('RESTARTED');
    if (!isPausedElsewhere(run, taskRun)) run.setState('RUNNING');
    setTaskState(run, frame, taskRun, 'RUNNING');
  }
  return { by: 'time', pausedAt };
}

/** Another branch still waits: the execution stays PAUSED for those who look. */
function isPausedElsewhere(run: ExecutionRun, taskRun: TaskRunState): boolean {
  return [...run.state.taskRuns.values()].some(({ id, history }) => id !== taskRun.id && history.current === 'PAUSED');
}
