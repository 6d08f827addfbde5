import type { ValueMap } from '../util/values.ts';
import type { LogLevel } from './logger.ts';
import type { State } from './states.ts';

/** What is known of a kept execution without its task runs. Times in milliseconds since 1970. */
export interface ArchivedExecution {
  readonly id: string;
  readonly namespace: string;
  readonly flowId: string;
  readonly state: State;
  readonly start: number;
  /** Absent while it runs, waits, or was interrupted. */
  readonly end?: number;
}

/** A log record of a kept execution. */
export interface ArchivedLog {
  readonly taskId: string;
  readonly taskRunId: string;
  /** The loop value of the task run. */
  readonly value?: string;
  /** 1-based; 0: before the first attempt. */
  readonly attempt: number;
  readonly level: LogLevel;
  readonly message: string;
  /** Milliseconds since 1970. */
  readonly ts: number;
}

/** Which parts of an execution are deleted. */
export interface PurgeParts {
  /** The record: journal, `execution.json` and with them the metrics and the logs. */
  readonly record: boolean;
  readonly logs: boolean;
  readonly files: boolean;
}

/** How much was deleted. */
export interface PurgeCounts {
  readonly taskOutputs: number;
  readonly logs: number;
  readonly files: number;
  readonly metrics: number;
}

/** The executions that this machine keeps, the running one included. */
export interface ExecutionArchive {
  /** All of them, in no order. One whose record cannot be read is told to `onUnreadable` and left out. */
  list(onUnreadable: (id: string, error: unknown) => void): Promise<readonly ArchivedExecution[]>;
  /** Fails with EXECUTION_NOT_FOUND. */
  find(executionId: string): Promise<ArchivedExecution>;
  /** Log records, task run by task run. Fails with EXECUTION_NOT_FOUND. */
  logs(executionId: string): AsyncIterable<ArchivedLog>;
  /** Deletes parts of an execution that has ended; another fails with EXECUTION_RUNNING. */
  purge(executionId: string, parts: PurgeParts): Promise<PurgeCounts>;
  /** Deletes the log records that match, of an execution that has ended; answers their number. */
  purgeLogs(executionId: string, matches: (log: ArchivedLog) => boolean): Promise<number>;
  /** Lets a paused execution go on, in a process of its own where need be. Fails with EXECUTION_NOT_PAUSED. */
  resume(executionId: string, inputs: ValueMap): Promise<void>;
}
