import type { Execution } from '../../src/contract/execution.ts';
import { findOwner } from '../../src/engine/index.ts';
import type { coloursFor } from '../output/colours.ts';
import { paintState } from '../output/console-view.ts';
import type { FoundExecution } from './find.ts';

/** True where an execution has no end and no process works on it: that one died, or its disk was full. */
export function isInterrupted(found: FoundExecution, { state }: Execution): boolean {
  return state.endDate === undefined && state.current !== 'PAUSED' && findOwner(found.directory) === undefined;
}

/** The state for people. The record cannot say that its own process died: it stands at RUNNING for ever. */
export function describeState(
  found: FoundExecution,
  execution: Execution,
  colours: ReturnType<typeof coloursFor>,
): string {
  return isInterrupted(found, execution) ? colours.red('INTERRUPTED') : paintState(execution.state.current, colours, 0);
}
