import { join } from 'node:path';
import { GitphonyError } from '../../contract/errors.ts';
import type { RunnerNode } from '../../contract/flow.ts';
import type { TaskRunInfo } from '../../contract/run-context.ts';
import type { RunnerContext } from '../../contract/runner.ts';
import type { BoundRunner } from '../../contract/runner-command.ts';
import { processStartTime } from '../../util/process-identity.ts';
import { locateInFlow } from '../properties/locate.ts';
import { planProperties } from '../properties/property-plan.ts';
import type { ExecutionRun } from './execution-run.ts';
import { noteRunner } from '../process/sweep-runners.ts';
import type { TaskContextParts } from './attempt-parts.ts';
import { chooseRunner } from './choose-runner.ts';
import { renderWith } from './task-scope.ts';

/** A runner as a task asks for it; one that stands nowhere in the flow file counts as the task's. */
export type GivenRunner = Omit<RunnerNode, 'path'> & Partial<RunnerNode>;

/** Readies a task runner: loads its type, renders its properties, and records each child that it starts. */
export async function bindRunner(
  parts: TaskContextParts,
  taskRun: TaskRunInfo,
  given?: GivenRunner,
): Promise<BoundRunner> {
  const { run, node, signal, log } = parts;
  const runner: RunnerNode = { path: node.path, ...(given ?? (await defaultRunner(parts))) };
  const [type, definition] = await Promise.all([
    run.host.registry.describe(runner.type),
    run.host.registry.load(runner.type),
  ]);
  if (definition.kind !== 'runner') {
    throw new GitphonyError(
      'WRONG_KIND',
      `task "${node.id}": expected a task runner, got the ${definition.kind} ${runner.type}`,
    );
  }
  const plan = planProperties(runner, type, {
    label: `the task runner of task "${node.id}"`,
    taskId: node.id,
    file: run.flow.file,
    path: runner.path,
    locate: (path) => locateInFlow(run.flowText, path),
  });
  const properties = await plan.resolve(renderWith(run, parts.variables), (text) => void run.masker.add(text));
  if (definition.sweep !== undefined) noteRunner(join(run.host.temporaryDirectory, run.info.id), runner.type);
  const context: RunnerContext = {
    execution: run.info,
    taskRun,
    signal,
    log,
    childStarted: (pid) => recordChild(run, taskRun.id, pid),
    childEnded: (pid) => run.emit({ type: 'child.ended', id: taskRun.id, pid }),
  };
  return {
    type: runner.type,
    isolated: definition.isolated ?? false,
    ...(definition.imageless === undefined ? {} : { imageless: definition.imageless }),
    run: (command) => definition.run(command, properties, context),
  };
}

/** The executions that have been told why their tasks do not run where they would by choice. */
const told = new WeakSet<ExecutionRun>();

async function defaultRunner({ run, log }: TaskContextParts): Promise<GivenRunner> {
  const { type, notice } = await chooseRunner(run.host);
  if (notice !== undefined && !told.has(run)) {
    told.add(run);
    log.warn(notice);
  }
  return { type, properties: {} };
}

/** On disk at once: a resume must find the child however soon this process dies. */
function recordChild(run: ExecutionRun, id: string, pid: number): void {
  const startTime = processStartTime(pid);
  // It has ended already: there is nothing to end later.
  if (startTime === undefined) return;
  run.emit({ type: 'child.started', id, pid, startTime });
  run.journal.flush();
}
