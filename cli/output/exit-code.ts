import type { State } from '../../src/contract/states.ts';
import type { ExitCode } from '../command.ts';

/** The exit status for an execution's state: 0 SUCCESS or WARNING, 3 PAUSED (somebody must act), else 1. */
export function exitCodeOf(state: State): ExitCode {
  if (state === 'SUCCESS' || state === 'WARNING' || state === 'SKIPPED') return 0;
  return state === 'PAUSED' ? 3 : 1;
}
