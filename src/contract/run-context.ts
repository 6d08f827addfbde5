import type { Readable } from 'node:stream';
import type { Value, ValueMap } from '../util/values.ts';
import type { ChildRun } from './child-run.ts';
import type { ExecutionArchive } from './execution-archive.ts';
import type { ExecutionControl } from './execution-control.ts';
import type { MetricRecord, ProgressRecord } from './events.ts';
import type { RunnerNode } from './flow.ts';
import type { FlowCall, FlowCallHandle } from './flow-call.ts';
import type { KvStore } from './kv.ts';
import type { TaskLogger } from './logger.ts';
import type { NamespaceFile, NamespaceFolder } from './namespace-folder.ts';
import type { BoundRunner } from './runner-command.ts';
import type { SourcePosition } from './source.ts';
import type { WorkloadIdentity } from './workload-identity.ts';

export type { NamespaceFile, NamespaceFolder } from './namespace-folder.ts';

/** The execution as a task may see it. */
export interface ExecutionInfo {
  readonly id: string;
  readonly namespace: string;
  readonly flowId: string;
  readonly flowRevision: number | string;
}

/** The task run as the task may see it. */
export interface TaskRunInfo {
  /** Stable over resumes: serves as an idempotency key. */
  readonly id: string;
  readonly taskId: string;
  readonly taskType: string;
  /** 1-based. */
  readonly attempt: number;
  readonly value?: string;
  readonly iteration?: number;
  /** True where an earlier process began this task run and never recorded its end. */
  readonly interrupted: boolean;
}

/** Internal storage as a task sees it: new files land under the task run's own prefix. */
export interface TaskStorage {
  /** Streams `content` into storage under `name` (last path part kept readable) and answers its URI. */
  put(name: string, content: Readable | Uint8Array | string): Promise<string>;
  /** Takes a finished local file over (renamed where the file system allows, else copied). */
  putFile(name: string, path: string): Promise<string>;
  /** Opens a file of this namespace's executions. Fails with STORAGE_NOT_FOUND or STORAGE_DENIED. */
  get(uri: string): Promise<Readable>;
  /** A local path with the file's content, for reading only. */
  localPath(uri: string): Promise<string>;
  /** Bytes. */
  size(uri: string): Promise<number>;
  exists(uri: string): Promise<boolean>;
  /** Whether a text is the URI of a file: one of storage, of a namespace, or the address of an object in a cloud. */
  isUri(text: string): boolean;
  delete(uri: string): Promise<boolean>;
  /** Deletes every file of the current execution; answers their URIs. */
  purgeExecution(): Promise<readonly string[]>;
}

/** What a task of another task's making came to. */
export interface InnerTaskResult {
  readonly outputs?: Readonly<Record<string, unknown>>;
  readonly state?: 'SUCCESS' | 'WARNING';
}

/** What a task may use while it runs. Everything it does to the outside goes through here or its family's client. */
export interface RunContext {
  readonly execution: ExecutionInfo;
  readonly taskRun: TaskRunInfo;
  /** Aborted on time-out, kill or Ctrl-C; `signal.reason` is the error to end with. */
  readonly signal: AbortSignal;
  readonly log: TaskLogger;
  readonly storage: TaskStorage;
  readonly kv: KvStore;
  /** The login without a key; undefined where no cloud would know this machine by its own token. What it gives is masked. */
  readonly identity?: WorkloadIdentity | undefined;
  /** Renders a template with the task's variables, `extra` laid over them. */
  render(template: string, extra?: ValueMap): Promise<string>;
  /** Renders every string inside a value. */
  renderValue(value: Value, extra?: ValueMap): Promise<Value>;
  /** The variables that templates see (`inputs`, `outputs`, `vars`, …). Read only. */
  readonly variables: ValueMap;
  /** The task run's own empty folder, made on first use, removed when the task run ends; shared inside a WorkingDirectory. */
  workingDirectory(): Promise<string>;
  /** Files of a namespace and its parents; default: the flow's. Fails with NAMESPACE_INVALID, NAMESPACE_FILE_ESCAPES. */
  namespaceFiles(namespace?: string): Promise<readonly NamespaceFile[]>;
  /** Binds a task runner; without a node the project's default one. */
  runner(node?: Omit<RunnerNode, 'path'> & Partial<RunnerNode>): Promise<BoundRunner>;
  /** Begins a part of this task that is recorded as a task run of its own, under a name that is unique in this attempt. */
  childRun(name: string): ChildRun;
  metric(metric: MetricRecord): void;
  progress(progress: ProgressRecord): void;
  /** Merges labels into the execution's. */
  addLabels(labels: Readonly<Record<string, string>>): void;
  /** Adds a text to what is masked in every log and record from now on. */
  mask(secret: string): void;
  /**
   * Where a line and column (from 1) of the task's text property stands in the flow file; undefined where its lines do not stand
   * there as they are. `rendered`: line and column are those of this text, which the property's templates made.
   */
  positionIn(property: string, line: number, column: number, rendered?: string): Promise<SourcePosition | undefined>;
  /** Starts an execution of another flow of the project; ended when this task is stopped. Fails with FlowCallError where it cannot begin. */
  callFlow(call: FlowCall): Promise<FlowCallHandle>;
  /** Ends the execution, or changes its variables. */
  readonly control: ExecutionControl;
  /** The executions that this machine keeps. */
  readonly archive: ExecutionArchive;
  /** A namespace's own files; default: the flow's namespace. Fails with NAMESPACE_FILES_READ_ONLY where the host has no such folder. */
  namespaceFolder(namespace?: string): NamespaceFolder;
  /**
   * Runs a task given as YAML (`type` and its properties) in place of this one: with this context, its properties rendered
   * and validated as those of a task of the flow. Fails with TEMPLATE_INVALID where it is none that can run so.
   */
  runSpecification(yaml: string): Promise<InnerTaskResult>;
}
