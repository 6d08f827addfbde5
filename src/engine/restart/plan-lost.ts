import { isTerminal } from '../../contract/states.ts';
import type { ExecutionState, TaskRunState } from '../state/execution-state.ts';
import type { RestartPlan } from './plan-restart.ts';
import { childrenByParent, withDescendants } from './task-run-tree.ts';

/**
 * Opens task runs again that are recorded as good, because what they made is not here, and those around them: a flowable comes
 * by its children only when it runs. Children that a plain task recorded itself go: it makes new ones.
 */
export function planLost(state: ExecutionState, lost: ReadonlySet<string>, plan: RestartPlan): RestartPlan {
  if (lost.size === 0) return plan;
  const children = childrenByParent(state);
  const removed = new Set(plan.removed);
  const reopened = new Set(plan.reopened);
  const open = (taskRun: TaskRunState): void => {
    if (isTerminal(taskRun.history.current)) reopened.add(taskRun.id);
    const around = taskRun.parent === undefined ? undefined : state.taskRuns.get(taskRun.parent);
    if (around !== undefined) open(around);
  };
  for (const id of lost) {
    const taskRun = state.taskRuns.get(id);
    if (taskRun === undefined || removed.has(id)) continue;
    open(taskRun);
    for (const below of withDescendants(taskRun, children).slice(1)) removed.add(below.id);
  }
  return { removed: [...removed], reopened: [...reopened].filter((id) => !removed.has(id)) };
}
