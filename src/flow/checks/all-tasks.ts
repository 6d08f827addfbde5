import type { Flow, TaskNode } from '../../contract/flow.ts';

/** Every task of a flow, nested ones and those of `errors`, `finally` and `afterExecution` included. */
export function allTasks(flow: Flow): TaskNode[] {
  const nested = (tasks: readonly TaskNode[]): TaskNode[] =>
    tasks.flatMap((task) => [
      task,
      ...nested([...Object.values(task.children).flat(), ...task.errors, ...task.finally]),
    ]);
  return nested([...flow.tasks, ...flow.errors, ...flow.finally, ...flow.afterExecution]);
}
