import type { TriggerRecord } from '../src/contract/events.ts';

/** The trigger that a run stands for, or why it would not fire; neither for a run that stands for none. */
export interface TriggerToRun {
  readonly record?: TriggerRecord;
  readonly skipped?: string;
  /** Where the files that the trigger found were stored for an execution with this id. */
  readonly executionId?: string;
  /** To be called once the execution is there: what was found is not found again. */
  readonly remember?: () => Promise<void>;
}
