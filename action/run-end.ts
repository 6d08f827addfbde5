import type { Execution } from '../src/contract/execution.ts';
import { isTerminal } from '../src/contract/states.ts';

/** From the worst to the best. */
const order = ['INTERRUPTED', 'FAILED', 'KILLED', 'CANCELLED', 'PAUSED', 'WARNING'];

/** True where an execution has neither an end nor waits for somebody: it was stopped, for another attempt to go on with. */
export function isLeftOpen({ state }: Execution): boolean {
  return !isTerminal(state.current) && state.current !== 'PAUSED';
}

/** What people are told of an execution: that it is not over says more than the state that it stands at. */
export function shownState(execution: Execution): string {
  return isLeftOpen(execution) ? 'INTERRUPTED' : execution.state.current;
}

/** The worst of what a job's executions came to. */
export function endOf(executions: readonly Execution[]): string {
  const states = new Set(executions.map(shownState));
  return order.find((state) => states.has(state)) ?? 'SUCCESS';
}
