import type { TaskNode } from '../../contract/flow.ts';
import type { TerminalState } from '../../contract/states.ts';
import type { TaskDefinition } from '../../contract/task.ts';
import { newMap } from '../../util/values.ts';
import type { ExecutionRun, Frame } from './execution-run.ts';

/** Runs a step of a flowable's own making as a task run below it: recorded, retried and resumed as any other. */
export async function runInnerTask(
  run: ExecutionRun,
  outer: TaskNode,
  id: string,
  definition: TaskDefinition,
  frame: Frame,
): Promise<TerminalState> {
  const { path } = outer;
  const { type } = definition;
  const node: TaskNode = { id, type, properties: {}, children: {}, errors: [], finally: [], runners: {}, path };
  // A node and a plan for each run of the flowable: the definition knows the properties of this very run.
  run.plans.set(node, {
    definition,
    properties: { resolve: async () => ({}) },
    task: Object.assign(newMap(), { type, id }),
    runIf: undefined,
  });
  try {
    return await run.runTasks([node], frame);
  } finally {
    run.plans.delete(node);
  }
}
