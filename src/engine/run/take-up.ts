import type { TaskNode } from '../../contract/flow.ts';
import type { TerminalState } from '../../contract/states.ts';
import { isTerminal } from '../../contract/states.ts';
import type { TaskRunState } from '../state/execution-state.ts';
import type { ExecutionRun } from './execution-run.ts';
import { planOf } from './plan-of.ts';
import type { AttemptResult } from './attempt-parts.ts';

/** Code of the error that an attempt gets whose process died. */
export const INTERRUPTED = 'INTERRUPTED';

/** How a task run that may have been begun by an earlier process goes on. */
export interface TakenUp {
  /** Set where its last attempt has ended, or is given up: there is no need to run it. */
  readonly result?: AttemptResult;
  readonly interrupted: boolean;
  readonly notice?: string;
}

/**
 * Looks at what an earlier process recorded of a task run. An attempt with a recorded end counts. One without was
 * interrupted; its type says what happens: `rerun` (with a warning), `reattach` (it sees `taskRun.interrupted`), `fail`.
 */
export async function takeUp(run: ExecutionRun, node: TaskNode, taskRun: TaskRunState): Promise<TakenUp> {
  const last = taskRun.attempts.at(-1);
  if (last === undefined) return { interrupted: false };
  const { current } = last.history;
  // Not interrupted: it waited for somebody, and goes on with the same attempt.
  if (current === 'RUNNING' && taskRun.history.current === 'PAUSED') return { interrupted: true };
  if (current !== 'RUNNING') return { ...ended(current, last.error, taskRun), interrupted: false };
  const { definition } = await planOf(run, node);
  // A flowable goes on where it was: its children know what is done.
  if (definition.kind === 'flowable') return { interrupted: true };
  const rule = definition.interrupted ?? 'rerun';
  const error = { code: INTERRUPTED, message: 'the process that ran this attempt ended before it did' };
  run.emit({
    type: 'attempt.ended',
    id: taskRun.id,
    attempt: taskRun.attempts.length,
    state: 'FAILED',
    logSize: 0,
    error,
  });
  if (rule === 'fail') {
    const hint = 'look what it did, then restart the execution from this task';
    return { interrupted: true, result: { state: 'FAILED', error: { ...error, hint }, mayRetry: false } };
  }
  const notice =
    rule === 'reattach'
      ? 'an earlier process began this task and did not record its end: taking it up again'
      : 'an earlier process began this task and did not record its end: it runs again, so what it does may happen twice';
  return { interrupted: true, notice };
}

function ended(state: string, error: AttemptResult['error'], taskRun: TaskRunState): Partial<TakenUp> {
  // It was waiting for its next attempt, or somebody wants another one.
  if (taskRun.history.current === 'RETRYING' || taskRun.history.current === 'RESTARTED') return {};
  if (error?.code === INTERRUPTED || !isTerminal(state as TerminalState)) return {};
  return { result: { state: state as TerminalState, ...(error === undefined ? {} : { error }), mayRetry: true } };
}
