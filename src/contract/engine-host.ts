import type { Pool } from './pools-of.ts';
import type { Flow } from './flow.ts';
import type { Value, ValueMap } from '../util/values.ts';
import type { ExecutionEvent } from './events.ts';
import type { HostedExecution, HostFlowCall } from './host-flow-call.ts';
import type { KvStore } from './kv.ts';
import type { LogLevel } from './logger.ts';
import type { PluginRegistry } from './registry.ts';
import type { NamespaceFile, NamespaceFolder } from './namespace-folder.ts';
import type { Storage } from './storage.ts';
import type { WorkloadIdentity } from './workload-identity.ts';

/** One log record as listeners see it, already masked. */
export interface LogRecord {
  readonly taskRunId: string;
  readonly taskId: string;
  readonly value?: string;
  readonly attempt: number;
  readonly level: LogLevel;
  readonly message: string;
  /** Milliseconds since 1970. */
  readonly ts: number;
}

/** Secrets by name. `get` answers undefined for a name it does not have. */
export interface SecretSource {
  get(name: string): string | undefined;
  /** The values known now, for masking. */
  values(): Iterable<string>;
}

/** What a door gives the engine: everything that differs between a laptop, a runner and a test. */
export interface EngineHost {
  readonly registry: PluginRegistry;
  /** Absolute folder `…/executions`: each execution has a folder of its id with journal, logs and execution.json. */
  readonly executionsDirectory: string;
  /** Absolute folder for working directories; on the same file system as storage, so that files move by rename. */
  readonly temporaryDirectory: string;
  /** Absolute folder for what tasks keep from one execution to the next; left out where nothing is kept. */
  readonly cacheDirectory?: string;
  /** Absolute folder where the processes of this machine agree on `concurrency`; left out where that is seen to elsewhere. */
  readonly limitsDirectory?: string;
  /** The pool that an execution of the flow is in, beside its own `concurrency`; left out where that is seen to elsewhere. */
  readonly poolOf?: (flow: Flow) => Pool | undefined;
  /**
   * Types of task runners for tasks that name none, best first: the first one that this machine can use is taken, with a
   * warning where it is not the first. Default: Process alone.
   */
  readonly defaultRunners?: readonly string[];
  readonly storage: Storage;
  kv(namespace: string): KvStore;
  /** Answers at once for templates; undefined where the key is missing. */
  readonly secrets: SecretSource;
  /** `ENV_*` names only, by Kestra's rule (`envs.foo` is ENV_FOO). */
  readonly environment: Readonly<Record<string, string>>;
  /** What `http()` of an expression does. Default: it is not available. */
  readonly http?: (request: ValueMap) => Promise<Value>;
  /** `globals` of expressions. */
  readonly globals: Readonly<Record<string, Value>>;
  namespaceFiles(namespace: string): Promise<readonly NamespaceFile[]>;
  /** A namespace's own files, to change them; left out where nothing would keep the change. */
  namespaceFolder?(namespace: string): NamespaceFolder;
  /** The login without a key of a namespace's tasks; left out where the host has no token of its own. */
  identity?(namespace: string): WorkloadIdentity;
  /** Lets a paused execution go on; left out where the host cannot. */
  resumeExecution?(executionId: string, inputs: ValueMap): Promise<void>;
  /** Starts another flow of the project, or takes up its execution; left out where there are no other flows. */
  callFlow?(call: HostFlowCall): Promise<HostedExecution>;
  /** Sees every event after it is written. */
  onEvent?(event: ExecutionEvent): void;
  /** Sees every log record as it comes. */
  onLog?(record: LogRecord): void;
  /** Milliseconds since 1970; tests give their own. Default Date.now. */
  now?(): number;
}
