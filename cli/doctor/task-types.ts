import type { Flow, TaskNode } from '../../src/contract/flow.ts';
import type { Scene } from './check.ts';

/** Every enabled task of the project's flows, with its flow. */
export function* allTasks({ flows: { flows, subflows } }: Scene): Generator<{ flow: Flow; task: TaskNode }> {
  for (const flow of [...flows.map((each) => each.flow), ...subflows]) {
    for (const list of [flow.tasks, flow.errors, flow.finally, flow.afterExecution]) {
      for (const task of walk(list)) yield { flow, task };
    }
  }
}

function* walk(tasks: readonly TaskNode[]): Generator<TaskNode> {
  for (const task of tasks) {
    if (task.disabled === true) continue;
    yield task;
    for (const children of Object.values(task.children)) yield* walk(children);
    yield* walk(task.errors);
    yield* walk(task.finally);
  }
}

/** Names of flows, at most three of them written out. */
export function namesOf(flows: Iterable<Flow>): string {
  const names = [...new Set([...flows].map(({ namespace, id }) => `${namespace}.${id}`))].toSorted();
  return names.length > 3 ? `${names.slice(0, 3).join(', ')} and ${names.length - 3} more` : names.join(', ');
}
