import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ChildRunState } from '../../src/contract/child-run.ts';
import { TaskError } from '../../src/contract/errors.ts';
import type { ErrorRecord, MetricRecord, ProgressRecord } from '../../src/contract/events.ts';
import type { ExecutionArchive } from '../../src/contract/execution-archive.ts';
import type { ExitState } from '../../src/contract/execution-control.ts';
import { FlowCallError } from '../../src/contract/flow-call.ts';
import type { KvStore } from '../../src/contract/kv.ts';
import type { LogLevel, TaskLogger } from '../../src/contract/logger.ts';
import type { NamespaceFile, RunContext, TaskStorage } from '../../src/contract/run-context.ts';
import type { BoundRunner, RunnerContext } from '../../src/contract/runner.ts';
import type { Rendered, TObject } from '../../src/contract/schema.ts';
import type { TaskDefinition, TaskResult } from '../../src/contract/task.ts';
import { withNamespaceFiles } from '../../src/engine/run/namespace-storage.ts';
import { openNamespaceFolder } from '../../src/project/namespace-folder.ts';
import { isMap, type ValueMap } from '../../src/util/values.ts';
import { createMemoryKv } from './memory-kv.ts';
import { createTempStorage } from './temp-storage.ts';
import { renderDeep, renderText } from './render.ts';

/** What a test may set up. */
export interface RunTaskOptions {
  /** What templates see beside `workingDir` and the like. */
  readonly variables?: ValueMap;
  readonly signal?: AbortSignal;
  readonly kv?: KvStore;
  readonly namespaceFiles?: readonly NamespaceFile[];
  /** The loop value of the task run. */
  readonly value?: string;
  readonly archive?: Partial<ExecutionArchive>;
  /** Where texts stand in the flow file; default: there is none. */
  readonly positionIn?: RunContext['positionIn'];
  /** Starts flows; default: there are none. */
  readonly callFlow?: RunContext['callFlow'];
  /** What runs commands; default the real Process runner. */
  readonly runner?: BoundRunner;
  /** Use this scene's folders instead of new ones; the caller disposes it. */
  readonly scene?: TaskScene;
}

/** What a task did, beside its result. */
export interface TaskRecord {
  readonly logs: { readonly level: LogLevel; readonly message: string }[];
  readonly metrics: MetricRecord[];
  readonly progress: ProgressRecord[];
  /** What it recorded as task runs of their own, with the state that each ended in. */
  readonly parts: { readonly name: string; state?: ChildRunState; error?: ErrorRecord }[];
  readonly labels: Record<string, string>;
  readonly masks: string[];
  /** The state in which the task ended the execution. */
  readonly exits: ExitState[];
  readonly children: { readonly pid: number; ended: boolean }[];
}

/** A temporary world for one or several task runs: folders, storage and what was recorded. */
export interface TaskScene extends AsyncDisposable {
  readonly folder: string;
  readonly workingDirectory: string;
  readonly storage: TaskStorage;
  readonly record: TaskRecord;
}

/** Makes a scene; `await using` removes its folders. */
export async function createScene(): Promise<TaskScene> {
  const folder = await mkdtemp(join(tmpdir(), 'gitphony-task-'));
  const workingDirectory = await mkdtemp(join(folder, 'work-'));
  return {
    folder,
    workingDirectory,
    storage: createTempStorage(join(folder, 'storage')),
    record: { logs: [], metrics: [], progress: [], parts: [], labels: {}, masks: [], exits: [], children: [] },
    [Symbol.asyncDispose]: () => rm(folder, { recursive: true, force: true }),
  };
}

/** A RunContext on a scene: real folders, real expressions, real processes; everything else is recorded. */
export function createRunContext(scene: TaskScene, options: RunTaskOptions = {}): RunContext {
  const { record } = scene;
  const signal = options.signal ?? new AbortController().signal;
  const variables = options.variables ?? {};
  const log = createRecordingLogger(record);
  const execution = { id: 'exec1', namespace: 'company.team', flowId: 'test', flowRevision: 1 };
  const taskRun = {
    id: 'run1',
    taskId: 'task',
    taskType: 'test',
    attempt: 1,
    interrupted: false,
    ...(options.value === undefined ? {} : { value: options.value }),
  };
  const runnerContext: RunnerContext = {
    execution,
    taskRun,
    signal,
    log,
    childStarted: (pid) => record.children.push({ pid, ended: false }),
    childEnded: (pid) => {
      for (const child of record.children) if (child.pid === pid) child.ended = true;
    },
  };
  return {
    execution,
    taskRun,
    signal,
    log,
    storage: withNamespaceFiles(scene.storage, async () => options.namespaceFiles ?? [], execution.namespace),
    kv: options.kv ?? createMemoryKv(execution.namespace),
    render: (template, extra) => renderText(template, { ...variables, ...extra }, scene.storage),
    renderValue: (value, extra) => renderDeep(value, { ...variables, ...extra }, scene.storage),
    variables,
    workingDirectory: async () => scene.workingDirectory,
    namespaceFiles: async () => options.namespaceFiles ?? [],
    runner: async () => options.runner ?? bindProcess(runnerContext),
    childRun(name) {
      const part: TaskRecord['parts'][number] = { name };
      record.parts.push(part);
      return { end: (state, error) => void Object.assign(part, { state }, error === undefined ? {} : { error }) };
    },
    metric: (metric) => void record.metrics.push(metric),
    progress: (progress) => void record.progress.push(progress),
    addLabels: (labels) => void Object.assign(record.labels, labels),
    mask: (secret) => void record.masks.push(secret),
    positionIn: async (property, line, column, rendered) =>
      options.positionIn?.(property, line, column, rendered) ?? undefined,
    callFlow: options.callFlow ?? (() => Promise.reject(new FlowCallError('this scene has no flows'))),
    control: {
      exit: (state) => void record.exits.push(state),
      updateVariables(change) {
        variables['vars'] = change(isMap(variables['vars']) ? variables['vars'] : {});
      },
    },
    archive: { ...noArchive, ...options.archive },
    namespaceFolder: (namespace) => openNamespaceFolder(scene.folder, namespace ?? execution.namespace),
    runSpecification: () => Promise.reject(new Error('tests of tasks have no engine: see tests/integration')),
  };
}

function unavailable(): never {
  throw new Error('this test gave no archive of executions');
}

const noArchive: ExecutionArchive = {
  list: unavailable,
  find: unavailable,
  logs: unavailable,
  purge: unavailable,
  purgeLogs: unavailable,
  resume: unavailable,
};

/** Runs a task with properties as the engine hands them over: dynamic ones rendered, `self` ones as authored. */
export async function runTask<P extends TObject, O extends TObject>(
  definition: TaskDefinition<P, O>,
  properties: Rendered<P>,
  options: RunTaskOptions = {},
): Promise<TaskResult<O> & TaskRecord> {
  if (options.scene !== undefined) {
    const result = await definition.run(properties, createRunContext(options.scene, options));
    return { ...result, ...options.scene.record };
  }
  // No `await using`: the checker of folders, which comes here by way of the benchmarks, cannot read it.
  const scene = await createScene();
  try {
    const result = await definition.run(properties, createRunContext(scene, options));
    return { ...result, ...scene.record };
  } finally {
    await scene[Symbol.asyncDispose]();
  }
}

/** Runs something that has to fail with a TaskError, and answers the error. */
export async function taskErrorOf(work: Promise<unknown>): Promise<TaskError> {
  const outcome = await work.then(
    () => 'it did not fail',
    (error: unknown) => error,
  );
  if (outcome instanceof TaskError) return outcome;
  throw new Error('expected a TaskError', { cause: outcome });
}

async function bindProcess(context: RunnerContext): Promise<BoundRunner> {
  const { processRunner } = await import('../../src/plugins/core/runner/process.ts');
  return { type: processRunner.type, isolated: false, run: (command) => processRunner.run(command, {}, context) };
}

function createRecordingLogger(record: TaskRecord): TaskLogger {
  const log = (level: LogLevel, message: string): void => void record.logs.push({ level, message });
  return {
    log,
    trace: (message) => log('TRACE', message),
    debug: (message) => log('DEBUG', message),
    info: (message) => log('INFO', message),
    warn: (message) => log('WARN', message),
    error: (message) => log('ERROR', message),
  };
}
