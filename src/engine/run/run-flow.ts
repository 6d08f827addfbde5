import type { TaskNode } from '../../contract/flow.ts';
import { worstState } from '../../contract/flowable.ts';
import type { TerminalState } from '../../contract/states.ts';
import type { ValueMap } from '../../util/values.ts';
import { isBroken, stateOfAbort } from './abort.ts';
import { maskRecord, toErrorRecord } from './error-record.ts';
import { errorVariables } from './error-variables.ts';
import type { ExecutionRun, Frame } from './execution-run.ts';
import { computeOutputs } from './flow-outputs.ts';
import { runSequence } from './run-sequence.ts';
import { isStopped } from './suspension.ts';

/** Runs a flow: tasks, `errors` after a failure, `finally`, the flow's outputs, `afterExecution`. Answers the execution's end state. */
export async function runFlow(run: ExecutionRun): Promise<TerminalState> {
  const { flow, stop } = run;
  const begins = enabled(flow.tasks);
  if (begins && run.state.history.current !== 'RUNNING' && !stop.main.signal.aborted) run.setState('RUNNING');
  let state = await runSequence(run, flow.tasks, rootFrame(run, stop.main.signal));
  if (run.state.exit !== undefined) return endAtExit(run, run.state.exit.state as TerminalState);
  if (state === 'FAILED') {
    state = worstState([
      state,
      await runSequence(run, flow.errors, rootFrame(run, stop.main.signal, errorVariables(run))),
    ]);
  }
  if (state !== 'KILLED')
    state = worstState([state, await runSequence(run, flow.finally, rootFrame(run, stop.main.signal))]);
  if (isBroken(stop.main.signal)) return endByAbort(run);
  if (stop.main.signal.aborted && !isStopped(stop.main.signal) && run.fatal === undefined && state !== 'KILLED')
    state = 'KILLED';
  if (run.fatal !== undefined) throw run.fatal;
  const end = state === 'KILLED' ? state : await recordFlowOutputs(run, state);
  if (end === state) run.setState(end, end === 'FAILED' ? run.lastFailure?.error : undefined);
  await runAfterExecution(run);
  return end;
}

/** A task has ended the execution: as on a Kestra server, neither `errors` nor `finally` run, and there are no outputs. */
async function endAtExit(run: ExecutionRun, state: TerminalState): Promise<TerminalState> {
  if (run.fatal !== undefined) throw run.fatal;
  // The failure is passed through, as on a Kestra server.
  if (state === 'RETRIED') run.setState('FAILED', run.lastFailure?.error);
  run.setState(state, state === 'FAILED' ? run.lastFailure?.error : undefined);
  await runAfterExecution(run);
  return state;
}

/** A broken SLA has ended the execution: like a task that ends it. */
export async function endByAbort(run: ExecutionRun): Promise<TerminalState> {
  if (run.fatal !== undefined) throw run.fatal;
  const { signal } = run.stop.main;
  const state = stateOfAbort(signal);
  run.setState(state, toErrorRecord(signal.reason));
  await runAfterExecution(run);
  return state;
}

/** Outputs that cannot be made fail the execution although its tasks did not: SUCCESS, then FAILED, as Kestra shows it. */
async function recordFlowOutputs(run: ExecutionRun, state: TerminalState): Promise<TerminalState> {
  if (run.flow.outputs.length === 0) return state;
  try {
    const outputs = await computeOutputs(run);
    run.emit({ type: 'execution.outputs', outputs: run.masker.maskValue(outputs) });
    return state;
  } catch (error) {
    if (run.fatal !== undefined) throw run.fatal;
    const masked = maskRecord(toErrorRecord(error), run.masker);
    run.setState(state, state === 'FAILED' ? run.lastFailure?.error : undefined);
    if (state !== 'FAILED') run.setState('FAILED', masked);
    return state === 'FAILED' ? state : 'FAILED';
  }
}

/** What an earlier process had still to do when the execution had come to its state. */
export async function runBehindEnd(run: ExecutionRun, state: TerminalState): Promise<TerminalState> {
  await runAfterExecution(run);
  return state;
}

/** Whatever happens in there does not change the execution's state. */
async function runAfterExecution(run: ExecutionRun): Promise<void> {
  if (!enabled(run.flow.afterExecution)) return;
  await runSequence(run, run.flow.afterExecution, rootFrame(run, run.stop.aftermath.signal));
  if (run.fatal !== undefined) throw run.fatal;
}

function enabled(tasks: readonly TaskNode[]): boolean {
  return tasks.some((task) => task.disabled !== true);
}

function rootFrame(run: ExecutionRun, signal: AbortSignal, extra?: ValueMap): Frame {
  return { parent: undefined, signal, parents: [], loopValues: [], retry: run.flow.retry, extra };
}
