import type { LogLevel } from './logger.ts';
import type { Value, ValueMap } from '../util/values.ts';
import type { Check, Concurrency, Sla, TaskCache } from './limits.ts';
import type { DocumentPath } from './source.ts';

/** How often, and with what pauses, a failed task run is tried again. Durations are ISO 8601 texts. */
export interface Retry {
  readonly type: 'constant' | 'exponential' | 'random';
  readonly interval?: string;
  readonly maxInterval?: string;
  readonly minInterval?: string;
  /** Exponential: each pause is the one before times this. Default 2. */
  readonly delayFactor?: number;
  /** Attempts in all, the first included (Kestra's `maxAttempts`). */
  readonly maxAttempts?: number;
  /** From the first attempt's start; no attempt begins after it. */
  readonly maxDuration?: string;
  readonly warningOnRetry?: boolean;
  readonly behavior?: 'RETRY_FAILED_TASK' | 'CREATE_NEW_EXECUTION';
}

/** What any task may say of itself, whatever its type. Texts may be templates. */
export interface CommonTaskProperties {
  readonly id: string;
  readonly description?: string;
  /** ISO 8601 duration, or a template of one. */
  readonly timeout?: string;
  readonly retry?: Retry;
  readonly allowFailure?: boolean;
  readonly allowWarning?: boolean;
  /** A condition: the task run is SKIPPED where it renders to false. */
  readonly runIf?: string;
  readonly logLevel?: LogLevel;
  readonly disabled?: boolean;
  readonly taskCache?: TaskCache;
  /** Who should carry it out. On GitHub it decides the runner of the job; elsewhere it means nothing. */
  readonly worker?: WorkerChoice;
}

/** `workerGroup` or `workerSelector`, as authored. */
export interface WorkerChoice {
  /** Key of the group, or tags that a worker must have. */
  readonly names: readonly string[];
  /** What a server does where no such worker is there: WAIT, FAIL, CANCEL, … */
  readonly fallback?: string;
  /** Where it stands in the flow file. */
  readonly path: DocumentPath;
}

/** A task of a flow, plugin defaults merged in, nothing rendered. */
export interface TaskNode extends CommonTaskProperties {
  /** The canonical type name; aliases are resolved. */
  readonly type: string;
  /** The type's own properties as authored (templates unrendered, child lists left out). Integers are numbers, decimals `Decimal`. */
  readonly properties: ValueMap;
  /** Child lists by property name (`then`, `else`, `tasks`, …); Switch's cases as `cases.<name>`. */
  readonly children: Readonly<Record<string, readonly TaskNode[]>>;
  /** Ids of the tasks beside it that must end first; children of a Dag only. */
  readonly dependsOn?: readonly string[];
  /** Local `errors` and `finally` of a flowable. */
  readonly errors: readonly TaskNode[];
  readonly finally: readonly TaskNode[];
  /** Declared inputs by property name (`onResume` of Pause). */
  readonly inputs?: Readonly<Record<string, readonly InputNode[]>>;
  /** The task runner by property name, usually `taskRunner`. */
  readonly runners: Readonly<Record<string, RunnerNode>>;
  /** Where it stands in the flow file. */
  readonly path: DocumentPath;
}

/** A task runner as authored, plugin defaults merged in. */
export interface RunnerNode {
  readonly type: string;
  readonly properties: ValueMap;
  readonly path: DocumentPath;
}

/** A condition of a trigger, or one inside another. */
export interface ConditionNode {
  /** The canonical type name. */
  readonly type: string;
  /** As authored, nothing rendered; conditions inside left out. */
  readonly properties: ValueMap;
  /** Conditions inside by property name (`conditions`); those of a map, one each, as `conditions.<key>`. */
  readonly children: Readonly<Record<string, readonly ConditionNode[]>>;
  readonly path: DocumentPath;
}

/** A trigger of a flow, plugin defaults merged in. */
export interface TriggerNode {
  readonly id: string;
  readonly type: string;
  readonly description?: string;
  readonly disabled: boolean;
  readonly properties: ValueMap;
  /** All of them must hold for the trigger to fire. Default none. */
  readonly conditions?: readonly ConditionNode[];
  /** Of a polling trigger: the least level of what its polls log. Default: all. */
  readonly logLevel?: LogLevel;
  /** Of a polling trigger: it is polled while what it started still runs. Default false. */
  readonly allowConcurrent?: boolean;
  /** Kestra 2.0's condition: a template; the trigger fires where it renders to a text that counts as true. */
  readonly when?: string;
  /** Values for the flow's inputs; templates see `trigger.*`. */
  readonly inputs: ValueMap;
  /** Set on the executions that it starts; values may be templates, which see `trigger.*`. Default none. */
  readonly labels?: Readonly<Record<string, string>>;
  readonly path: DocumentPath;
}

export type InputType =
  | 'STRING'
  | 'INT'
  | 'FLOAT'
  | 'BOOL'
  | 'BOOLEAN'
  | 'SELECT'
  | 'MULTISELECT'
  | 'DATE'
  | 'TIME'
  | 'DATETIME'
  | 'DURATION'
  | 'FILE'
  | 'JSON'
  | 'YAML'
  | 'URI'
  | 'EMAIL'
  | 'SECRET'
  | 'ARRAY';

/** A typed input. `properties` holds what only its type has (values, min, validator, itemType …). */
export interface InputNode {
  readonly id: string;
  readonly type: InputType;
  readonly displayName?: string;
  readonly description?: string;
  /** Default true; an input with `defaults` never lacks a value. */
  readonly required: boolean;
  readonly defaults?: Value;
  readonly properties: ValueMap;
  readonly path: DocumentPath;
}

/** A flow's declared output. */
export interface OutputNode {
  readonly id: string;
  readonly type: InputType;
  readonly value: Value;
  readonly required: boolean;
  readonly path: DocumentPath;
}

/** A flow file, parsed and validated, defaults merged in, nothing rendered. */
export interface Flow {
  readonly id: string;
  readonly namespace: string;
  readonly description?: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly inputs: readonly InputNode[];
  readonly outputs: readonly OutputNode[];
  readonly variables: ValueMap;
  readonly tasks: readonly TaskNode[];
  readonly errors: readonly TaskNode[];
  readonly finally: readonly TaskNode[];
  readonly afterExecution: readonly TaskNode[];
  readonly triggers: readonly TriggerNode[];
  readonly concurrency?: Concurrency;
  /** Default none. */
  readonly checks?: readonly Check[];
  /** Default none. */
  readonly sla?: readonly Sla[];
  readonly retry?: Retry;
  /** Who should carry out tasks that do not say it themselves. */
  readonly worker?: WorkerChoice;
  /**
   * Who reads addresses of a scheme (`gs`), where plugin defaults of the type that does say it: that type with its login, nothing
   * rendered. Default none.
   */
  readonly addressLogins?: Readonly<Record<string, RunnerNode>>;
  readonly disabled: boolean;
  /** The file's path relative to the project's root, with `/`. */
  readonly file: string;
  /** SHA-256 of the file's bytes, hex. */
  readonly sourceHash: string;
}
