import type { Value, ValueMap } from '../util/values.ts';
import type { LogLevel } from './logger.ts';
import type { State, TerminalState } from './states.ts';

/** Version of the event shapes below; readers refuse newer ones by name. */
export const EVENT_VERSION = 1;

/** What every line of a journal has. */
export interface EventHead {
  readonly v: typeof EVENT_VERSION;
  /** Segment: one per job and attempt; the writer's own. `0` locally, then one more for each resume. */
  readonly seg: number;
  /** Counts from 0 inside a segment, without gaps. */
  readonly seq: number;
  /** Milliseconds since 1970, UTC. */
  readonly ts: number;
}

/** What started an execution. `variables` is `trigger.*` of expressions. */
export interface TriggerRecord {
  readonly id: string;
  readonly type: string;
  readonly variables: ValueMap;
}

/** Where an execution stands among those that were started because others failed. */
export interface RetryCount {
  /** 2 for the first that takes another's place. */
  readonly number: number;
  /** When the first of all was created, in milliseconds since 1970. */
  readonly since: number;
}

/** An error as recorded; never holds a secret. */
export interface ErrorRecord {
  readonly code: string;
  readonly message: string;
  readonly hint?: string;
  /** The end of what a failed command printed. */
  readonly lastLines?: readonly string[];
  /** In the flow file, 1-based. */
  readonly line?: number;
  readonly column?: number;
}

/** A metric that a task reports, as Kestra has it. Timers are in seconds. */
export interface MetricRecord {
  readonly name: string;
  readonly type: 'counter' | 'timer' | 'gauge';
  readonly value: number;
  readonly tags?: Readonly<Record<string, string>>;
}

export type EventBody =
  | {
      readonly type: 'execution.created';
      readonly id: string;
      readonly namespace: string;
      readonly flowId: string;
      readonly flowRevision: number | string;
      /** SHA-256 of the flow file; a resume with another one is refused unless asked for. */
      readonly flowHash: string;
      readonly flowFile: string;
      readonly labels: Readonly<Record<string, string>>;
      readonly inputs: ValueMap;
      readonly variables: ValueMap;
      readonly trigger?: TriggerRecord;
      /** Ids of the inputs whose recorded value lacks a secret: a resume cannot read them. */
      readonly maskedInputs?: readonly string[];
      /** The execution that this one is a replay of. */
      readonly originalId?: string;
      /** Of an execution that takes the place of one that ended RETRIED. */
      readonly retries?: RetryCount;
    }
  /** A process took the execution on: `pid` and its start time tell later whether it still lives. */
  | { readonly type: 'engine.attached'; readonly pid: number; readonly startTime: number; readonly host: string }
  /** It let go of the execution, which waits for somebody. */
  | { readonly type: 'engine.detached' }
  | { readonly type: 'execution.state'; readonly state: State; readonly error?: ErrorRecord }
  /** The last event of all, unless somebody restarts the execution: states such as FAILED may be passed through before (retries, afterExecution). */
  | { readonly type: 'execution.ended'; readonly state: TerminalState }
  /**
   * A restart or a replay goes on behind the end. The task runs in `removed` do not count any more (the journal keeps
   * them); from now on the flow is the one with this hash.
   */
  | { readonly type: 'execution.reopened'; readonly removed: readonly string[]; readonly flowHash: string }
  /** The execution is going to end as RETRIED; the one with this id takes its place, from `due` on (milliseconds since 1970). */
  | { readonly type: 'execution.retry'; readonly executionId: string; readonly due: number }
  /** A word about the execution as a whole, which no task said. */
  | { readonly type: 'execution.notice'; readonly level: LogLevel; readonly message: string }
  | { readonly type: 'execution.labels'; readonly labels: Readonly<Record<string, string>> }
  | { readonly type: 'execution.outputs'; readonly outputs: ValueMap }
  /** `masked`: names of the variables that lack a secret in the record; a resume cannot read them. */
  | { readonly type: 'execution.variables'; readonly variables: ValueMap; readonly masked?: readonly string[] }
  | {
      readonly type: 'taskrun.created';
      readonly id: string;
      readonly taskId: string;
      readonly taskType: string;
      readonly parent?: string;
      readonly value?: string;
      readonly iteration?: number;
      /** Its outputs, and those of the task runs below it, are seen in its turn of the loop only. */
      readonly isolated?: true;
    }
  /** A loop that keeps only its last turn begins another: its task run shows the number, all task runs below it are dropped. */
  | { readonly type: 'taskrun.turn'; readonly id: string; readonly iteration: number }
  /** `exits`: with this task the execution ends, in the same state; nothing else begins. */
  | {
      readonly type: 'taskrun.state';
      readonly id: string;
      readonly state: State;
      readonly error?: ErrorRecord;
      readonly exits?: true;
    }
  /** An attempt begins. `log` is its log file, relative to the execution's folder. */
  | { readonly type: 'attempt.started'; readonly id: string; readonly attempt: number; readonly log: string }
  | {
      readonly type: 'attempt.ended';
      readonly id: string;
      readonly attempt: number;
      readonly state: State;
      /** Bytes of the log; 0: there is no file. */
      readonly logSize: number;
      /** Where a short log stands: so many bytes into this file, instead of in a file of its own. */
      readonly shortLog?: { readonly file: string; readonly start: number };
      readonly error?: ErrorRecord;
    }
  /** `masked`: names of the outputs that lack a secret in the record; a resume cannot read them. */
  | {
      readonly type: 'taskrun.outputs';
      readonly id: string;
      readonly outputs: Value;
      readonly masked?: readonly string[];
    }
  | { readonly type: 'taskrun.metric'; readonly id: string; readonly metric: MetricRecord }
  /** How far a task is; only the newest counts. */
  | { readonly type: 'taskrun.progress'; readonly id: string; readonly progress: ProgressRecord }
  /** A child process was started; `startTime` as the operating system counts it, to tell it from a later one with the same pid. */
  | { readonly type: 'child.started'; readonly id: string; readonly pid: number; readonly startTime: number }
  | { readonly type: 'child.ended'; readonly id: string; readonly pid: number };

/** Progress of a task: `done` of `total` (if known) in `unit` (`bytes`, `rows`, …). */
export interface ProgressRecord {
  readonly done: number;
  readonly total?: number;
  readonly unit: string;
  readonly message?: string;
}

/** One line of a journal. */
export type ExecutionEvent = EventHead & EventBody;
