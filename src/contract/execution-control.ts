import type { ValueMap } from '../util/values.ts';
import type { TerminalState } from './states.ts';

/** The states in which a task may end the execution. */
export type ExitState = Extract<TerminalState, 'SUCCESS' | 'WARNING' | 'FAILED' | 'KILLED' | 'CANCELLED'>;

/** What a task may do to the execution that it runs in. */
export interface ExecutionControl {
  /**
   * Ends the execution in this state once the task has succeeded: the task and every block around it get the state too, no
   * task begins any more, and neither `errors` nor `finally` run, only `afterExecution`. Tasks that run beside it come to
   * their end, but for KILLED, which stops them.
   */
  exit(state: ExitState): void;
  /** Puts changed variables in place of the execution's (`vars`), at once: nothing else can change them in between. */
  updateVariables(change: (current: Readonly<ValueMap>) => ValueMap): void;
}
