import type { Flow, TaskNode } from '../../contract/flow.ts';
import type { BuildContext } from '../build/context.ts';
import { textOf } from '../plain.ts';
import { allTasks } from './all-tasks.ts';

/** Refuses a task that starts the flow in which it stands: no run would ever end. */
export async function checkFlowCalls(context: BuildContext, flow: Flow): Promise<void> {
  for (const task of allTasks(flow)) await checkCall(context, flow, task);
}

async function checkCall(context: BuildContext, flow: Flow, task: TaskNode): Promise<void> {
  const { schema } = await context.registry.describe(task.type);
  const property = (part: string): string | undefined =>
    Object.entries(schema.properties).find(([, own]) => own['x-flow'] === part)?.[0];
  const [id, namespace] = [property('id'), property('namespace')];
  if (id === undefined || namespace === undefined) return;
  if (textOf(task.properties, id) !== flow.id || textOf(task.properties, namespace) !== flow.namespace) return;
  context.at([...task.path, id], {
    rule: 'recursive-call',
    message: `expected another flow, got a recursive call to flow ${flow.namespace}.${flow.id}: the task "${task.id}" starts the flow that it stands in`,
    hint: 'call another flow, or repeat tasks by a loop',
  });
}
