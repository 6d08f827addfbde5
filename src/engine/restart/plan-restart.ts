import type { Flow } from '../../contract/flow.ts';
import type { PluginRegistry } from '../../contract/registry.ts';
import type { ExecutionState, TaskRunState } from '../state/execution-state.ts';
import { childrenByParent, nodesById, withDescendants } from './task-run-tree.ts';

/** What becomes of recorded task runs when an execution goes on behind its end. */
export interface RestartPlan {
  /** They count no more. */
  readonly removed: readonly string[];
  /** They get another attempt; those that run others, too. */
  readonly reopened: readonly string[];
}

/**
 * What a restart runs again: each task that did not come to a good end, in its place. Tasks of `errors`, `finally` and
 * `afterExecution` answered the end that is taken back: they go. Where tasks share what is not kept (a folder), all of them
 * run again.
 */
export async function planRestart(state: ExecutionState, flow: Flow, registry: PluginRegistry): Promise<RestartPlan> {
  const children = childrenByParent(state);
  const nodes = nodesById(flow);
  const main = new Set(flow.tasks.map(({ id }) => id));
  const removed: string[] = [];
  const reopened: string[] = [];
  const remove = (taskRun: TaskRunState): void => {
    removed.push(...withDescendants(taskRun, children).map(({ id }) => id));
  };
  const reopen = async (taskRun: TaskRunState): Promise<void> => {
    reopened.push(taskRun.id);
    const below = children.get(taskRun.id) ?? [];
    if (below.length === 0) return;
    const definition = await registry.load(taskRun.taskType);
    // Below a plain task stand the parts that it recorded itself: it makes new ones.
    const all = definition.kind !== 'flowable' || definition.restart === 'all';
    const node = nodes.get(taskRun.taskId);
    const handlers = new Set([...(node?.errors ?? []), ...(node?.finally ?? [])].map(({ id }) => id));
    for (const child of below) {
      if (all || handlers.has(child.taskId)) remove(child);
      else if (!isGood(child)) await reopen(child);
    }
  };
  for (const root of children.get(undefined) ?? []) {
    if (!main.has(root.taskId)) remove(root);
    else if (!isGood(root)) await reopen(root);
  }
  return { removed, reopened };
}

function isGood({ history }: TaskRunState): boolean {
  return history.current === 'SUCCESS' || history.current === 'WARNING' || history.current === 'SKIPPED';
}
