import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { RunnerNode } from '../../contract/flow.ts';
import { GitphonyError } from '../../contract/errors.ts';
import type { ExecutionArchive } from '../../contract/execution-archive.ts';
import type { ExitState } from '../../contract/execution-control.ts';
import type { NamespaceFolder } from '../../contract/namespace-folder.ts';
import type { RunContext, TaskRunInfo, TaskStorage } from '../../contract/run-context.ts';
import { compileTemplate, evaluateAsync, isTemplate } from '../../expressions/index.ts';
import type { Value, ValueMap } from '../../util/values.ts';
import { createArchive } from '../archive/execution-archive.ts';
import { compileValue } from '../properties/compile-value.ts';
import { toExecution } from '../state/to-execution.ts';
import type { TaskContextParts } from './attempt-parts.ts';
import { bindRunner } from './bind-runner.ts';
import { callFlow } from './call-flow.ts';
import { createControl, type Exiting } from './execution-control.ts';
import type { ExecutionRun } from './execution-run.ts';
import { recordLabels } from './record-labels.ts';
import { runSpecification } from './run-specification.ts';

/** A context with what must be cleared away after the attempt. */
export interface TaskContext extends RunContext {
  /** The working directory, where the task asked for it. */
  readonly usedDirectory: () => string | undefined;
  /** Set where the execution is to end with this task. */
  readonly exitState: () => ExitState | undefined;
}

/** The context of one attempt. Storage and KV are opened on first use: a Log task needs neither. */
export function createTaskContext(parts: TaskContextParts): TaskContext {
  const { run, taskRun, variables, signal, log } = parts;
  const taskRunInfo = infoOf(parts);
  let storage: TaskStorage | undefined;
  let directory: string | undefined;
  let control: Exiting | undefined;
  const context: TaskContext = {
    execution: run.info,
    taskRun: taskRunInfo,
    signal,
    log,
    variables,
    get storage() {
      storage ??= run.host.storage.forTaskRun(run.info, taskRunInfo);
      return storage;
    },
    get kv() {
      return run.host.kv(run.info.namespace);
    },
    render: async (template, extra) => {
      if (!isTemplate(template)) return template;
      return evaluateAsync(compileTemplate(template), overlay(variables, extra), run.evaluation);
    },
    renderValue: (value, extra) => renderValue(run, value, overlay(variables, extra)),
    async workingDirectory() {
      if (parts.sharedDirectory !== undefined) return parts.sharedDirectory;
      directory ??= join(run.host.temporaryDirectory, run.info.id, `${taskRun.id}-${parts.attempt}`);
      await mkdir(directory, { recursive: true });
      return directory;
    },
    usedDirectory: () => directory,
    namespaceFiles: () => run.host.namespaceFiles(run.info.namespace),
    runner: (node?: RunnerNode) => bindRunner(parts, taskRunInfo, node),
    metric: (metric) => {
      const tags = metric.tags === undefined ? {} : { tags: maskTexts(run, metric.tags) };
      run.emit({
        type: 'taskrun.metric',
        id: taskRun.id,
        metric: { ...metric, name: run.masker.mask(metric.name), ...tags },
      });
    },
    progress(progress) {
      const { message } = progress;
      const masked = message === undefined ? progress : { ...progress, message: run.masker.mask(message) };
      run.emit({ type: 'taskrun.progress', id: taskRun.id, progress: masked });
    },
    addLabels: (labels) => recordLabels(run, labels),
    mask: (secret) => void run.masker.add(secret),
    callFlow: (call) => callFlow(run, taskRun, signal, call),
    get control() {
      control ??= createControl(run);
      return control;
    },
    exitState: () => control?.exitState(),
    get archive() {
      return archiveOf(run);
    },
    namespaceFolder: (namespace) => folderOf(run, namespace ?? run.info.namespace),
    runSpecification: (yaml) => runSpecification(parts, context, yaml),
  };
  return context;
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
