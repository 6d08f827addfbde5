import type { ErrorRecord, MetricRecord, ProgressRecord, RetryCount, TriggerRecord } from '../../contract/events.ts';
import type { LogLevel } from '../../contract/logger.ts';
import type { State, TerminalState } from '../../contract/states.ts';
import type { Value, ValueMap } from '../../util/values.ts';

/** States passed through; times in milliseconds since 1970. */
export interface History {
  current: State;
  readonly steps: { readonly state: State; readonly at: number }[];
}

export interface AttemptState {
  readonly history: History;
  /** Its own log file, relative to the execution's folder. */
  readonly log: string;
  logSize: number | undefined;
  shortLog: { readonly file: string; readonly start: number } | undefined;
  error: ErrorRecord | undefined;
}

/** A task run as the events so far tell it. */
export interface TaskRunState {
  readonly id: string;
  readonly taskId: string;
  readonly taskType: string;
  readonly parent: string | undefined;
  readonly value: string | undefined;
  /** The loop value where the recorded one had a secret masked; never recorded. */
  realValue: string | undefined;
  iteration: number | undefined;
  /** Its outputs are seen in its turn of the loop only. */
  readonly isolated: boolean;
  /** Ids of the task runs below it; some may have been dropped since. */
  readonly childIds: string[];
  readonly history: History;
  readonly attempts: AttemptState[];
  readonly metrics: MetricRecord[];
  /** Child processes that began and have no recorded end: pid → start time. */
  readonly children: Map<number, number>;
  /** As recorded: secrets are masked. */
  outputs: Value | undefined;
  /** Names of the outputs whose recorded value lacks a secret. */
  maskedOutputs: readonly string[];
  progress: ProgressRecord | undefined;
  error: ErrorRecord | undefined;
}

/** Who works on the execution, or did last. */
export interface Owner {
  readonly pid: number;
  readonly startTime: number;
  readonly host: string;
}

/** An execution as the events so far tell it. Changed by `applyEvent` only. */
export interface ExecutionState {
  readonly id: string;
  readonly namespace: string;
  readonly flowId: string;
  readonly flowRevision: number | string;
  flowHash: string;
  readonly originalId: string | undefined;
  readonly flowFile: string;
  readonly inputs: ValueMap;
  readonly trigger: TriggerRecord | undefined;
  readonly history: History;
  readonly taskRuns: Map<string, TaskRunState>;
  /** Inputs whose recorded value lacks a secret. */
  readonly maskedInputs: readonly string[];
  labels: Readonly<Record<string, string>>;
  variables: ValueMap;
  /** Variables whose recorded value lacks a secret. */
  maskedVariables: readonly string[];
  /** The task run that ended the execution, with the state in which it did. */
  exit: { readonly id: string; readonly state: State } | undefined;
  outputs: ValueMap;
  error: ErrorRecord | undefined;
  owner: Owner | undefined;
  /** The owner before this one: whose children may have survived. */
  ownerBefore: Owner | undefined;
  /** Set by `execution.ended`: nothing comes after it. */
  ended: TerminalState | undefined;
  /** The execution that takes the place of this one, from `due` on. */
  retry: { readonly executionId: string; readonly due: number } | undefined;
  readonly retries: RetryCount | undefined;
  readonly notices: { readonly level: LogLevel; readonly message: string; readonly at: number }[];
}
