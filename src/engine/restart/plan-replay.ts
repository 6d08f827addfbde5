import { UsageError } from '../../contract/errors.ts';
import type { ExecutionEvent } from '../../contract/events.ts';
import type { Flow } from '../../contract/flow.ts';
import { isTerminal } from '../../contract/states.ts';
import { didYouMean } from '../../util/nearest-name.ts';
import type { ExecutionState, TaskRunState } from '../state/execution-state.ts';
import type { RestartPlan } from './plan-restart.ts';
import { childrenByParent, withDescendants } from './task-run-tree.ts';

/**
 * What a replay from a task runs again: the task, all below it, and whatever began after it had ended. What ran beside it
 * is kept.
 *
 * @throws UsageError TASK_NOT_FOUND, TASK_AMBIGUOUS
 */
export function planReplay(
  events: readonly ExecutionEvent[],
  state: ExecutionState,
  flow: Flow,
  task: string,
): RestartPlan {
  const target = findTaskRun(state, task);
  const children = childrenByParent(state);
  const around = ancestors(state, target);
  const path = new Set([target.id, ...around.map(({ id }) => id)]);
  const main = new Set(flow.tasks.map(({ id }) => id));
  const later = begunAfter(events, target);
  const below = new Set(withDescendants(target, children).map(({ id }) => id));
  const handlers = new Set(
    (children.get(undefined) ?? [])
      .filter(({ id, taskId }) => !main.has(taskId) && !path.has(id))
      .flatMap((root) => withDescendants(root, children).map(({ id }) => id)),
  );
  const removed = [...state.taskRuns.keys()].filter(
    (id) => !path.has(id) && (below.has(id) || later.has(id) || handlers.has(id)),
  );
  return { removed, reopened: [...around.map(({ id }) => id), target.id] };
}

function findTaskRun(state: ExecutionState, task: string): TaskRunState {
  const [, taskId = task, value] = /^(.*?)(?:\[(.*)\])?$/s.exec(task) ?? [];
  const all = [...state.taskRuns.values()];
  const found = all.filter((run) => run.taskId === taskId && (value === undefined || run.value === value));
  const [only, other] = found;
  if (only === undefined) {
    const names = new Set(all.map((run) => run.taskId));
    throw new UsageError('TASK_NOT_FOUND', `expected a task that ran in ${state.id}, found no "${task}"`, {
      hint: didYouMean(taskId, names) ?? `these ran: ${[...names].join(', ')}`,
    });
  }
  if (other !== undefined) {
    const names = found.map((run) => `${run.taskId}[${run.value ?? ''}]`);
    throw new UsageError('TASK_AMBIGUOUS', `expected one task run, "${task}" names ${found.length}`, {
      hint: `name one of ${names.slice(0, 10).join(', ')}, or the loop around it`,
    });
  }
  return only;
}

function ancestors(state: ExecutionState, { parent }: TaskRunState): readonly TaskRunState[] {
  const around = parent === undefined ? undefined : state.taskRuns.get(parent);
  return around === undefined ? [] : [...ancestors(state, around), around];
}

/** Task runs that began after a task run had come to its last end. */
function begunAfter(events: readonly ExecutionEvent[], { id }: TaskRunState): ReadonlySet<string> {
  const end = events.findLastIndex(
    (event) => event.type === 'taskrun.state' && event.id === id && isTerminal(event.state),
  );
  const later = events.slice(end + 1).filter((event) => event.type === 'taskrun.created');
  return new Set(later.map((event) => event.id));
}
