import type { LogRecord } from '../../src/contract/engine-host.ts';
import type { Execution } from '../../src/contract/execution.ts';
import type { ValueMap } from '../../src/util/values.ts';
import { formatProblem } from '../../src/flow/index.ts';
import { createEngineHost } from '../../src/project/engine-host.ts';
import { openProject, readFlow } from '../../src/project/project.ts';
import { startFlow } from '../../src/project/start-flow.ts';
import type { TempProject } from './temp-project.ts';

/** How a flow ended, with all that was logged. */
export interface FlowRun {
  readonly execution: Execution;
  readonly logs: readonly LogRecord[];
}

/** Writes a flow into a project and runs it in this process, with the real types: the tasks' YAML is all that a test gives. */
export async function runTasks(
  project: TempProject,
  tasks: string,
  options: { readonly id?: string; readonly inputs?: ValueMap; readonly more?: string } = {},
): Promise<FlowRun> {
  const { id = 'test', inputs = {}, more = '' } = options;
  const file = `flows/${id}.yaml`;
  await project.write({ [file]: `id: ${id}\nnamespace: company.team\n${more}\ntasks:\n${indent(tasks)}` });
  const opened = await openProject(project.path('flows'));
  const parsed = await readFlow(opened, project.path(file));
  if (parsed.flow === undefined) {
    throw new Error(
      parsed.problems.map((problem) => formatProblem(problem, parsed.text, { colour: false })).join('\n'),
    );
  }
  const logs: LogRecord[] = [];
  const host = await createEngineHost(opened, { onLog: (record) => void logs.push(record) });
  const handle = await startFlow({ flow: parsed.flow, text: parsed.text }, { inputs }, host);
  return { execution: await handle.result, logs };
}

/** `task=STATE`, in order of creation. */
export function statesOf({ taskRunList }: Execution): readonly string[] {
  return taskRunList.map(({ taskId, state }) => `${taskId}=${state.current}`);
}

function indent(yaml: string): string {
  return yaml.replaceAll(/^(?=.)/gmu, '  ');
}
