import type { ErrorRecord } from './events.ts';
import type { State } from './states.ts';

/**
 * A part of a task's work that the record shows as a task run of its own below the task's, with its own time and state: a
 * model or a test of dbt. It has no node in the flow, no log and no outputs, and a retry of the task begins new ones.
 */
export interface ChildRun {
  /** Ends it. One that is open when the task ends is recorded as KILLED. */
  end(state: ChildRunState, error?: ErrorRecord): void;
}

/** How a part of a task may end. */
export type ChildRunState = Extract<State, 'SUCCESS' | 'WARNING' | 'FAILED' | 'SKIPPED' | 'KILLED'>;
