import type { Flow, TaskNode } from '../contract/flow.ts';

/** The task of a flow with this id, wherever it stands. */
export function findTask(flow: Flow, id: string): TaskNode | undefined {
  const search = (tasks: readonly TaskNode[]): TaskNode | undefined => {
    for (const task of tasks) {
      const found =
        task.id === id ? task : search([...Object.values(task.children).flat(), ...task.errors, ...task.finally]);
      if (found !== undefined) return found;
    }
    return undefined;
  };
  return search([...flow.tasks, ...flow.errors, ...flow.finally, ...flow.afterExecution]);
}
