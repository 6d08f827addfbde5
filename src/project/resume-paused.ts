import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { EngineHost } from '../contract/engine-host.ts';
import { UsageError } from '../contract/errors.ts';
import type { Execution, TaskRun } from '../contract/execution.ts';
import type { Flow } from '../contract/flow.ts';
import { readExecution, resumeExecution } from '../engine/index.ts';
import type { ValueMap } from '../util/values.ts';
import { readValidFlow } from './call-flow.ts';
import { findTask } from './find-task.ts';
import type { Project } from './project.ts';
import { findStateDirectory } from './project-root.ts';
import { checkInputs, type FlowSource } from './start-flow.ts';

/** What somebody gives to a paused execution. */
export interface ResumeInputs {
  readonly inputs: ValueMap;
  /** The paused task, where there are several: an id, or `id[value]` for one turn of a loop. */
  readonly task?: string;
}

/**
 * The checked inputs of the task run that is to go on, by its id.
 *
 * @throws UsageError INPUT_INVALID, TASK_AMBIGUOUS, TASK_NOT_FOUND, CHILD_PAUSED
 */
export async function resumedInputs(
  source: FlowSource,
  execution: Execution,
  given: ResumeInputs,
  host: EngineHost,
): Promise<ReadonlyMap<string, ValueMap>> {
  const paused = choosePaused(execution, given.task);
  const node = findTask(source.flow, paused.taskId);
  const declared = node?.inputs?.['onResume'] ?? [];
  await refusePausedChildren(execution, host);
  const asked: FlowSource = { ...source, flow: { ...source.flow, inputs: declared } };
  const { id, namespace, flowId, flowRevision } = execution;
  const inputs = await checkInputs(asked, given.inputs, { id, namespace, flowId, flowRevision }, host);
  return new Map([[paused.id, inputs]]);
}

/** Resumes a paused execution of the project in this process, and waits until it ends or pauses again. */
export async function resumePaused(
  project: Project,
  executionId: string,
  inputs: ValueMap,
  hostFor: (flow: Flow) => Promise<EngineHost>,
): Promise<void> {
  const directory = join(findStateDirectory(project.root), 'executions', executionId);
  const execution = await readExecution(directory);
  if (execution.state.current !== 'PAUSED') {
    throw new UsageError(
      'EXECUTION_NOT_PAUSED',
      `expected a paused execution, ${executionId} is ${execution.state.current}`,
    );
  }
  const source = await readValidFlow(project, `${execution.namespace}.${execution.flowId}`);
  const host = await hostFor(source.flow);
  const resumed = await resumedInputs(source, execution, { inputs }, host);
  const request = { flow: source.flow, flowText: source.text, executionId, resumedInputs: resumed };
  await (await resumeExecution(request, host)).result;
}

function choosePaused({ id, taskRunList }: Execution, task: string | undefined): TaskRun {
  const paused = taskRunList.filter(({ state }) => state.current === 'PAUSED');
  const found = task === undefined ? paused : paused.filter((run) => [run.taskId, nameOf(run)].includes(task));
  const [only, other] = found;
  const names = paused.map(nameOf).join(', ');
  if (only === undefined) {
    throw new UsageError('TASK_NOT_FOUND', `expected a paused task of ${id}, ${task ?? 'there'} is none`, {
      hint: names === '' ? undefined : `these are paused: ${names}`,
    });
  }
  if (other === undefined) return only;
  throw new UsageError('TASK_AMBIGUOUS', `expected one paused task, ${id} has ${found.length}`, {
    hint: `add --task with one of ${names}`,
  });
}

function nameOf({ taskId, value }: TaskRun): string {
  return value === undefined ? taskId : `${taskId}[${value}]`;
}

/** A task that waits for another execution cannot be resumed before that one. */
async function refusePausedChildren({ id }: Execution, host: EngineHost): Promise<void> {
  const child = (await childrenOf(id, host.executionsDirectory)).find(({ state }) => state.current === 'PAUSED');
  if (child === undefined) return;
  const name = `${child.namespace}.${child.flowId}`;
  throw new UsageError('CHILD_PAUSED', `the execution ${id} waits for ${child.id} of ${name}, which is paused`, {
    hint: `resume that one first: gitphony executions resume ${child.id}`,
  });
}

/** Executions that tasks of an execution have started. */
export async function childrenOf(executionId: string, executionsDirectory: string): Promise<readonly Execution[]> {
  const children: Execution[] = [];
  for (const name of await readdir(executionsDirectory)) {
    try {
      const execution = await readExecution(join(executionsDirectory, name));
      if (execution.trigger?.variables['executionId'] === executionId) children.push(execution);
    } catch {
      // A record that cannot be read is nobody's child: `executions list` tells of it.
    }
  }
  return children;
}
