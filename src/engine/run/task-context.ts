import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { ChildRun } from '../../contract/child-run.ts';
import { GitphonyError } from '../../contract/errors.ts';
import type { MetricRecord, ProgressRecord } from '../../contract/events.ts';
import type { ExecutionArchive } from '../../contract/execution-archive.ts';
import type { ExitState } from '../../contract/execution-control.ts';
import type { FlowCall, FlowCallHandle } from '../../contract/flow-call.ts';
import type { KvStore } from '../../contract/kv.ts';
import type { TaskLogger } from '../../contract/logger.ts';
import type {
  ExecutionInfo,
  InnerTaskResult,
  NamespaceFile,
  NamespaceFolder,
  RunContext,
  TaskRunInfo,
  TaskStorage,
} from '../../contract/run-context.ts';
import type { BoundRunner } from '../../contract/runner-command.ts';
import type { SourcePosition } from '../../contract/source.ts';
import type { WorkloadIdentity } from '../../contract/workload-identity.ts';
import { compileTemplate, evaluateAsync, isTemplate } from '../../expressions/index.ts';
import type { Value, ValueMap } from '../../util/values.ts';
import { createArchive } from '../archive/execution-archive.ts';
import { withAddresses } from '../addresses/address-storage.ts';
import type { AddressView } from '../addresses/address-view.ts';
import { compileValue } from '../properties/compile-value.ts';
import { locateInText } from '../properties/locate-in-text.ts';
import { toExecution } from '../state/to-execution.ts';
import type { TaskContextParts } from './attempt-parts.ts';
import { bindRunner, type GivenRunner } from './bind-runner.ts';
import { callFlow } from './call-flow.ts';
import { beginChildRun } from './child-runs.ts';
import { createControl, type Exiting } from './execution-control.ts';
import type { ExecutionRun } from './execution-run.ts';
import { maskedIdentity } from './masked-identity.ts';
import { withNamespaceFiles } from './namespace-storage.ts';
import { recordLabels } from './record-labels.ts';
import { runSpecification } from './run-specification.ts';
import { renderWith } from './task-scope.ts';

/**
 * The context of one attempt. Storage and keys are opened on first use: a Log task needs neither. A class, for of ten
 * thousand attempts each has one: two dozen closures took six kilobytes, this takes a tenth of one.
 */
export class TaskContext implements RunContext {
  readonly taskRun: TaskRunInfo;
  readonly #parts: TaskContextParts;
  #storage: TaskStorage | undefined;
  #addresses: AddressView | undefined;
  #directory: string | undefined;
  #control: Exiting | undefined;

  constructor(parts: TaskContextParts) {
    this.#parts = parts;
    this.taskRun = infoOf(parts);
  }

  get execution(): ExecutionInfo {
    return this.#parts.run.info;
  }

  get signal(): AbortSignal {
    return this.#parts.signal;
  }

  get log(): TaskLogger {
    return this.#parts.log;
  }

  get variables(): ValueMap {
    return this.#parts.variables;
  }

  get storage(): TaskStorage {
    const { host, info } = this.#parts.run;
    if (this.#storage !== undefined) return this.#storage;
    const own = withNamespaceFiles(
      host.storage.forTaskRun(info, this.taskRun),
      (namespace) => host.namespaceFiles(namespace),
      info.namespace,
    );
    this.#storage = withAddresses(own, this.#parts.run.addresses.types, this.#openAddresses());
    return this.#storage;
  }

  get kv(): KvStore {
    const { host, info } = this.#parts.run;
    return host.kv(info.namespace);
  }

  get identity(): WorkloadIdentity | undefined {
    const { host, info, masker } = this.#parts.run;
    const identity = host.identity?.(info.namespace);
    return identity === undefined ? undefined : maskedIdentity(identity, (text) => masker.add(text));
  }

  get control(): Exiting {
    this.#control ??= createControl(this.#parts.run);
    return this.#control;
  }

  get archive(): ExecutionArchive {
    return archiveOf(this.#parts.run);
  }

  async render(template: string, extra?: ValueMap): Promise<string> {
    if (!isTemplate(template)) return template;
    const { run, variables } = this.#parts;
    return evaluateAsync(compileTemplate(template), overlay(variables, extra), run.evaluation);
  }

  renderValue(value: Value, extra?: ValueMap): Promise<Value> {
    const { run, variables } = this.#parts;
    return renderValue(run, value, overlay(variables, extra));
  }

  async workingDirectory(): Promise<string> {
    const { run, taskRun, attempt, sharedDirectory } = this.#parts;
    if (sharedDirectory !== undefined) return sharedDirectory;
    this.#directory ??= join(run.host.temporaryDirectory, run.info.id, `${taskRun.id}-${attempt}`);
    await mkdir(this.#directory, { recursive: true });
    return this.#directory;
  }

  namespaceFiles(namespace?: string): Promise<readonly NamespaceFile[]> {
    const { host, info } = this.#parts.run;
    return host.namespaceFiles(namespace ?? info.namespace);
  }

  runner(node?: GivenRunner): Promise<BoundRunner> {
    return bindRunner(this.#parts, this.taskRun, node);
  }

  childRun(name: string): ChildRun {
    return beginChildRun(this.#parts, name);
  }

  metric(metric: MetricRecord): void {
    const { run, taskRun } = this.#parts;
    const tags = metric.tags === undefined ? {} : { tags: maskTexts(run, metric.tags) };
    run.emit({
      type: 'taskrun.metric',
      id: taskRun.id,
      metric: { ...metric, name: run.masker.mask(metric.name), ...tags },
    });
  }

  progress(progress: ProgressRecord): void {
    const { run, taskRun } = this.#parts;
    const { message } = progress;
    const masked = message === undefined ? progress : { ...progress, message: run.masker.mask(message) };
    run.emit({ type: 'taskrun.progress', id: taskRun.id, progress: masked });
  }

  addLabels(labels: Readonly<Record<string, string>>): void {
    recordLabels(this.#parts.run, labels);
  }

  mask(secret: string): void {
    this.#parts.run.masker.add(secret);
  }

  positionIn(property: string, line: number, column: number, rendered?: string): Promise<SourcePosition | undefined> {
    const { run, node } = this.#parts;
    return locateInText(run.flowText, [...node.path, property], line, column, rendered);
  }

  callFlow(call: FlowCall): Promise<FlowCallHandle> {
    const { run, taskRun, signal } = this.#parts;
    return callFlow(run, taskRun, signal, call);
  }

  namespaceFolder(namespace?: string): NamespaceFolder {
    const { run } = this.#parts;
    return folderOf(run, namespace ?? run.info.namespace);
  }

  runSpecification(yaml: string): Promise<InnerTaskResult> {
    return runSpecification(this.#parts, this, yaml);
  }

  #openAddresses(): AddressView {
    const { run, variables, given } = this.#parts;
    this.#addresses = run.addresses.view(this, renderWith(run, variables), given);
    return this.#addresses;
  }

  /** Gives back the copies of objects that the attempt has read. */
  releaseAddresses(): void {
    this.#addresses?.release();
  }

  /** The working directory, where the task asked for it: to be cleared away after the attempt. */
  usedDirectory(): string | undefined {
    return this.#directory;
  }

  /** Set where the execution is to end with this task. */
  exitState(): ExitState | undefined {
    return this.#control?.exitState();
  }
}

function archiveOf(run: ExecutionRun): ExecutionArchive {
  const { info, directory, state } = run;
  return createArchive(run.host, { id: info.id, directory, execution: () => toExecution(state) });
}

function folderOf(run: ExecutionRun, namespace: string): NamespaceFolder {
  const folder = run.host.namespaceFolder?.(namespace);
  if (folder !== undefined) return folder;
  throw new GitphonyError('NAMESPACE_FILES_READ_ONLY', `the files of namespace ${namespace} cannot be changed here`, {
    hint: 'commit them under namespace-files/ instead',
  });
}

async function renderValue(run: ExecutionRun, value: Value, variables: ValueMap): Promise<Value> {
  const compiled = compileValue(value);
  return compiled === undefined ? value : compiled((template) => evaluateAsync(template, variables, run.evaluation));
}

function maskTexts(run: ExecutionRun, texts: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(texts).map(([key, text]) => [run.masker.mask(key), run.masker.mask(text)]));
}

function overlay(variables: ValueMap, extra: ValueMap | undefined): ValueMap {
  return extra === undefined ? variables : { ...variables, ...extra };
}

function infoOf({ node, taskRun, attempt, interrupted }: TaskContextParts): TaskRunInfo {
  const value = taskRun.realValue ?? taskRun.value;
  return {
    id: taskRun.id,
    taskId: node.id,
    taskType: node.type,
    attempt,
    ...(value === undefined ? {} : { value }),
    ...(taskRun.iteration === undefined ? {} : { iteration: taskRun.iteration }),
    interrupted,
  };
}
