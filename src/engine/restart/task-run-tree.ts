import type { Flow, TaskNode } from '../../contract/flow.ts';
import type { ExecutionState, TaskRunState } from '../state/execution-state.ts';

/** The task runs of an execution by the one they stand in; `undefined` holds those of the flow itself. */
export function childrenByParent(state: ExecutionState): ReadonlyMap<string | undefined, readonly TaskRunState[]> {
  const children = new Map<string | undefined, TaskRunState[]>();
  for (const taskRun of state.taskRuns.values()) {
    const known = children.get(taskRun.parent);
    if (known === undefined) children.set(taskRun.parent, [taskRun]);
    else known.push(taskRun);
  }
  return children;
}

/** A task run and all below it. */
export function withDescendants(
  taskRun: TaskRunState,
  children: ReadonlyMap<string | undefined, readonly TaskRunState[]>,
): readonly TaskRunState[] {
  return [taskRun, ...(children.get(taskRun.id) ?? []).flatMap((child) => withDescendants(child, children))];
}

/** The flow's tasks by id, nested ones included. */
export function nodesById(flow: Flow): ReadonlyMap<string, TaskNode> {
  const nodes = new Map<string, TaskNode>();
  const add = (tasks: readonly TaskNode[]): void => {
    for (const task of tasks) {
      nodes.set(task.id, task);
      add([...Object.values(task.children).flat(), ...task.errors, ...task.finally]);
    }
  };
  add([...flow.tasks, ...flow.errors, ...flow.finally, ...flow.afterExecution]);
  return nodes;
}
