import type { Value, ValueMap } from '../util/values.ts';
import type { InputType } from './flow.ts';
import type { TerminalState } from './states.ts';

/** What a loop may do beside running tasks once for each value. */
export interface LoopTurns {
  /**
   * Begins another turn of a loop that keeps only the last one, or takes it up after a resume: its task run shows the
   * turn's number (from 0), and what ran in other turns is dropped from the execution, outputs too. The journal keeps it.
   */
  keepOnly(iteration: number): void;
  /** Waits between two turns (milliseconds); the execution shows PAUSED meanwhile. Rejects with the signal's reason where that is aborted. */
  wait(milliseconds: number): Promise<void>;
  /** Opens a turn whose outputs nobody sees but the tasks in it; they see those of before. `extra` is laid over the variables. */
  isolate(iteration: number, extra: ValueMap): IsolatedTurn;
  /** A rendered output as its declared type has it. Fails with TypeError, which says what was expected and what came. */
  convert(type: InputType, value: Value): Value;
}

/** A turn with outputs of its own. */
export interface IsolatedTurn {
  /** To render with, inside the turn. */
  readonly variables: ValueMap;
  /** Runs the loop's tasks and, after a failure, its `errors`. Answers the worst state. */
  run(): Promise<TerminalState>;
}
