import type { Value, ValueMap } from '../util/values.ts';
import type { ErrorRecord, MetricRecord, ProgressRecord, RetryCount, TriggerRecord } from './events.ts';
import type { LogLevel } from './logger.ts';
import type { State, StateChange } from './states.ts';

/** A run's state with its history, in Kestra's shape. */
export interface StateHistory {
  readonly current: State;
  readonly histories: readonly StateChange[];
  /** ISO 8601 instants; `endDate` once terminal. */
  readonly startDate: string;
  readonly endDate?: string;
  /** Seconds. */
  readonly duration: number;
}

export interface TaskRunAttempt {
  readonly state: StateHistory;
  /** The file with the attempt's log, relative to the execution's folder. There is none where nothing was logged. */
  readonly logFile: string;
  /** Set where the log is only a part of that file: the bytes before it. Read it by `readAttemptLog` of the engine. */
  readonly logStart?: number;
  /** Bytes of the log, once the attempt has ended. */
  readonly logSize?: number;
  readonly error?: ErrorRecord;
}

/** A task run, in the shape of Kestra's `taskRunList` entries. */
export interface TaskRun {
  readonly id: string;
  readonly executionId: string;
  readonly taskId: string;
  readonly taskType: string;
  readonly parentTaskRunId?: string;
  readonly value?: string;
  readonly iteration?: number;
  readonly outputs: Value;
  readonly attempts: readonly TaskRunAttempt[];
  readonly metrics: readonly MetricRecord[];
  readonly progress?: ProgressRecord;
  readonly state: StateHistory;
  readonly error?: ErrorRecord;
}

/** An execution, in Kestra's shape: what `execution.json` and `--json` hold. */
export interface Execution {
  readonly id: string;
  /** The execution that this one replays; left out where it is none. */
  readonly originalId?: string;
  readonly namespace: string;
  readonly flowId: string;
  readonly flowRevision: number | string;
  readonly flowFile: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly inputs: ValueMap;
  readonly outputs: ValueMap;
  readonly variables: ValueMap;
  readonly trigger?: TriggerRecord;
  readonly taskRunList: readonly TaskRun[];
  readonly state: StateHistory;
  readonly error?: ErrorRecord;
  /** Of one that ended RETRIED: the execution that takes its place, and from when on (ISO 8601). */
  readonly retry?: { readonly executionId: string; readonly due: string };
  /** Of one that took another's place. */
  readonly retries?: RetryCount;
  /** Words about the execution as a whole, oldest first; left out where there are none. */
  readonly notices?: readonly ExecutionNotice[];
}

/** A word about an execution as a whole, which no task said. */
export interface ExecutionNotice {
  readonly level: LogLevel;
  readonly message: string;
  /** ISO 8601. */
  readonly date: string;
}
