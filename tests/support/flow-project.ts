import { join } from 'node:path';
import type { EngineHost } from '../../src/contract/engine-host.ts';
import type { Execution } from '../../src/contract/execution.ts';
import { type ExecutionHandle, readExecution } from '../../src/engine/index.ts';
import { readValidFlow } from '../../src/project/call-flow.ts';
import { createEngineHost } from '../../src/project/engine-host.ts';
import { openProject, type Project } from '../../src/project/project.ts';
import { childrenOf } from '../../src/project/resume-paused.ts';
import { type FlowSource, startFlow } from '../../src/project/start-flow.ts';
import type { ValueMap } from '../../src/util/values.ts';
import { type ProjectFiles, tempProject } from './temp-project.ts';

/** A project whose flows run in this process, with all that a door would give them. */
export interface RunningProject {
  readonly folder: string;
  readonly project: Project;
  readonly host: EngineHost;
  flow(id: string): Promise<FlowSource>;
  /** Starts `company.team.<id>`. */
  start(id: string, inputs?: ValueMap): Promise<ExecutionHandle>;
  /** Runs it until it ends or pauses. */
  run(id: string, inputs?: ValueMap): Promise<Execution>;
  record(id: string): Promise<Execution>;
  children(id: string): Promise<readonly Execution[]>;
}

/** A flow file of namespace company.team from its id and what stands below. */
export function flowFile(id: string, body: string): ProjectFiles {
  return { [`flows/${id}.yaml`]: `id: ${id}\nnamespace: company.team\n${body}` };
}

/** Makes a project with these files for the body of one test. */
export async function runningProject(files: ProjectFiles): Promise<RunningProject> {
  const { dir } = await tempProject(files);
  const project = await openProject(dir);
  const host = await createEngineHost(project, { stateDirectory: join(dir, '.gitphony') });
  const flow = (id: string): Promise<FlowSource> => readValidFlow(project, `company.team.${id}`);
  const start = async (id: string, inputs: ValueMap = {}): Promise<ExecutionHandle> =>
    startFlow(await flow(id), { inputs }, host);
  return {
    folder: dir,
    project,
    host,
    flow,
    start,
    run: async (id, inputs) => (await start(id, inputs)).result,
    record: (id) => readExecution(join(host.executionsDirectory, id)),
    children: (id) => childrenOf(id, host.executionsDirectory),
  };
}

/** States of the task runs by task id (the last one where a task ran several times). */
export function statesOf({ taskRunList }: Execution): Readonly<Record<string, string>> {
  return Object.fromEntries(taskRunList.map(({ taskId, state }) => [taskId, state.current]));
}

/** Outputs of the last task run of a task. */
export function outputsOf({ taskRunList }: Execution, taskId: string): unknown {
  return taskRunList.findLast((run) => run.taskId === taskId)?.outputs;
}
