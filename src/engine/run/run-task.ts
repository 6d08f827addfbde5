import type { ErrorRecord } from '../../contract/events.ts';
import type { TaskNode } from '../../contract/flow.ts';
import type { Iteration } from '../../contract/flowable.ts';
import { isTerminal, type TerminalState } from '../../contract/states.ts';
import { evaluateCondition } from '../../expressions/index.ts';
import { openAttemptLog } from '../logs/attempt-log.ts';
import type { TaskRunState } from '../state/execution-state.ts';
import { askForNewExecution } from '../retry/new-execution.ts';
import { pause, stateOfAbort } from './abort.ts';
import { exitWith, isExiting, stateOfExitInside } from './exit-execution.ts';
import { maskRecord, toErrorRecord } from './error-record.ts';
import type { ExecutionRun, Frame } from './execution-run.ts';
import { planOf } from './plan-of.ts';
import { restoreBelow } from './restore-variables.ts';
import { retryDelay } from '../../contract/retry-delay.ts';
import type { AttemptResult } from './attempt-parts.ts';
import { runAttempt } from './run-attempt.ts';
import { leaveWhereStopped } from './suspension.ts';
import { INTERRUPTED, takeUp } from './take-up.ts';
import { nextTaskRunId } from './task-run-id.ts';
import { setTaskState } from './set-task-state.ts';
import { taskVariables } from './task-scope.ts';

/** Runs a task in all its attempts and answers the state of its task run. One that an earlier process ended is not run again. */
export async function runTask(
  run: ExecutionRun,
  node: TaskNode,
  frame: Frame,
  turn: Iteration,
): Promise<TerminalState> {
  if (run.fatal !== undefined) throw run.fatal;
  const id = nextTaskRunId(run, node.id, frame, turn);
  const recorded = run.state.taskRuns.get(id);
  if (recorded !== undefined && isTerminal(recorded.history.current)) {
    if (frame.own !== undefined) restoreBelow(run, recorded, frame.own, frame.loopValues);
    return rememberFailure(run, recorded, recorded.history.current);
  }
  // The execution has ended with another task: nothing begins any more, and loops stop.
  if (recorded === undefined && isExiting(run)) return 'CANCELLED';
  const taskRun = recorded ?? create(run, node, frame, turn, id);
  if (taskRun.attempts.length === 0 && node.runIf !== undefined) {
    const skipped = await checkCondition(run, node, taskRun, frame);
    if (skipped !== undefined) return skipped;
  }
  const result = await runAttempts(run, node, taskRun, frame);
  if (askForNewExecution(run, node, frame, result)) return exitWith(run, frame, taskRun, 'RETRIED', result.error);
  if (result.exits === true) return exitWith(run, frame, taskRun, result.state, result.error);
  const around = stateOfExitInside(run, taskRun);
  if (around !== undefined) return end(run, frame, taskRun, around, undefined);
  return end(run, frame, taskRun, finalState(node, taskRun, result), result.error);
}

function create(run: ExecutionRun, node: TaskNode, frame: Frame, turn: Iteration, id: string): TaskRunState {
  run.emit({
    type: 'taskrun.created',
    id,
    taskId: node.id,
    taskType: node.type,
    ...(frame.parent === undefined ? {} : { parent: frame.parent.id }),
    ...(turn.value === undefined ? {} : { value: run.masker.mask(turn.value) }),
    ...(turn.iteration === undefined ? {} : { iteration: turn.iteration }),
    ...(frame.isolated === true ? { isolated: true } : {}),
  });
  const created = run.state.taskRuns.get(id);
  if (created === undefined) throw new Error(`task run ${id} was not created`);
  if (created.value !== turn.value) created.realValue = turn.value;
  return created;
}

async function runAttempts(
  run: ExecutionRun,
  node: TaskNode,
  taskRun: TaskRunState,
  frame: Frame,
): Promise<AttemptResult> {
  const start = await takeUp(run, node, taskRun);
  let result = start.result;
  let { notice } = start;
  for (;;) {
    if (result === undefined) {
      setTaskState(run, frame, taskRun, 'RUNNING');
      result = await runAttempt({
        run,
        node,
        taskRun,
        frame,
        interrupted: start.interrupted,
        ...(notice === undefined ? {} : { notice }),
      });
      notice = undefined;
    }
    const delay = nextDelay(run, node, taskRun, frame, result);
    if (delay === undefined) return result;
    await waitForRetry(run, taskRun, frame, delay);
    leaveWhereStopped(frame.signal, taskRun.id);
    if (frame.signal.aborted) return { ...result, state: stateOfAbort(frame.signal) };
    result = undefined;
  }
}

/** Milliseconds until the next attempt; undefined where there is none. A flowable's policy is that of the tasks in it. */
function nextDelay(
  run: ExecutionRun,
  node: TaskNode,
  taskRun: TaskRunState,
  frame: Frame,
  result: AttemptResult,
): number | undefined {
  if (result.state !== 'FAILED' || !result.mayRetry || frame.signal.aborted) return undefined;
  const retry = node.retry ?? frame.retry;
  if (retry === undefined || retry.behavior === 'CREATE_NEW_EXECUTION' || isFlowable(run, node)) return undefined;
  const failed = taskRun.attempts.filter((attempt) => attempt.error?.code !== INTERRUPTED).length;
  return retryDelay(retry, {
    failed,
    firstStart: taskRun.attempts[0]?.history.steps[0]?.at ?? run.now(),
    now: run.now(),
  });
}

function isFlowable(run: ExecutionRun, node: TaskNode): boolean {
  const plan = run.plans.get(node);
  return plan !== undefined && 'definition' in plan && plan.definition.kind === 'flowable';
}

/** The execution's own states while it waits are those that a Kestra server shows (FAILED, RETRYING, then RUNNING). */
async function waitForRetry(run: ExecutionRun, taskRun: TaskRunState, frame: Frame, delay: number): Promise<void> {
  setTaskState(run, frame, taskRun, 'RETRYING');
  run.setState('FAILED');
  run.setState('RETRYING');
  await pause(delay, frame.signal);
  if (!frame.signal.aborted) run.setState('RUNNING');
}

function finalState(node: TaskNode, taskRun: TaskRunState, result: AttemptResult): TerminalState {
  const { state } = result;
  if (state === 'FAILED') return node.allowFailure === true ? 'WARNING' : 'FAILED';
  if (state === 'WARNING') return node.allowWarning === true ? 'SUCCESS' : 'WARNING';
  const retried = taskRun.attempts.some(
    (attempt) => attempt.history.current === 'FAILED' && attempt.error?.code !== INTERRUPTED,
  );
  return state === 'SUCCESS' && retried && node.retry?.warningOnRetry === true ? 'WARNING' : state;
}

/** Undefined where the task is to run. */
async function checkCondition(
  run: ExecutionRun,
  node: TaskNode,
  taskRun: TaskRunState,
  frame: Frame,
): Promise<TerminalState | undefined> {
  try {
    const plan = await planOf(run, node);
    if (plan.runIf === undefined) return undefined;
    if (await evaluateCondition(plan.runIf, taskVariables(run, taskRun, plan.task, frame), run.evaluation))
      return undefined;
  } catch (error) {
    const record = maskRecord(toErrorRecord(error), run.masker);
    return failCondition(run, node, taskRun, frame, { ...record, message: `runIf: ${record.message}` });
  }
  // One attempt that did nothing, as Kestra records it.
  run.emit({ type: 'attempt.started', id: taskRun.id, attempt: 1, log: `logs/${taskRun.id}-1.log` });
  run.emit({ type: 'attempt.ended', id: taskRun.id, attempt: 1, state: 'SKIPPED', logSize: 0 });
  return end(run, frame, taskRun, 'SKIPPED', undefined);
}

function failCondition(
  run: ExecutionRun,
  node: TaskNode,
  taskRun: TaskRunState,
  frame: Frame,
  error: ErrorRecord,
): TerminalState {
  // There is no attempt, so this log counts as number 0.
  const log = openAttemptLog({
    directory: run.directory,
    file: `logs/${taskRun.id}-0.log`,
    taskRun,
    attempt: 0,
    threshold: undefined,
    masker: run.masker,
    shortLogs: run.shortLogs,
    now: () => run.now(),
    onLog: run.onLog,
    onFailure: (failure) => run.failRun(failure),
  });
  log.error(error.message);
  log.close();
  run.lastFailure = { taskId: node.id, error };
  return end(run, frame, taskRun, node.allowFailure === true ? 'WARNING' : 'FAILED', error);
}

function end(
  run: ExecutionRun,
  frame: Frame,
  taskRun: TaskRunState,
  state: TerminalState,
  error: ErrorRecord | undefined,
): TerminalState {
  setTaskState(run, frame, taskRun, state, { error });
  return state;
}

function rememberFailure(run: ExecutionRun, taskRun: TaskRunState, state: TerminalState): TerminalState {
  if (state === 'FAILED' && taskRun.error !== undefined)
    run.lastFailure = { taskId: taskRun.taskId, error: taskRun.error };
  return state;
}
