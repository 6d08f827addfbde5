import { TaskError } from '../contract/errors.ts';
import type { CalledExecution } from '../contract/flow-call.ts';
import type { State } from '../contract/states.ts';

/** The state that a called execution gives to its caller's task run, where it is to be handed on. */
export function callerState(states: Iterable<State>): 'SUCCESS' | 'WARNING' | 'FAILED' {
  let worst: 'SUCCESS' | 'WARNING' | 'FAILED' = 'SUCCESS';
  for (const state of states) {
    if (state === 'FAILED' || state === 'KILLED' || state === 'CANCELLED') return 'FAILED';
    if (state === 'WARNING') worst = 'WARNING';
  }
  return worst;
}

/** Says which execution failed, and why. `outputs` stay readable. */
export function calledFlowFailed(
  flow: string,
  called: CalledExecution,
  outputs: Readonly<Record<string, unknown>>,
): TaskError {
  const why = called.message === undefined ? '' : `: ${called.message}`;
  return new TaskError('FLOW_FAILED', `the execution ${called.id} of ${flow} ended as ${called.state}${why}`, {
    outputs,
    hint: `look at it: gitphony executions logs ${called.id}`,
  });
}
