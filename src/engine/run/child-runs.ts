import type { ChildRun, ChildRunState } from '../../contract/child-run.ts';
import type { ErrorRecord } from '../../contract/events.ts';
import { isTerminal } from '../../contract/states.ts';
import { derivedId } from '../ids.ts';
import type { TaskContextParts } from './attempt-parts.ts';
import type { ExecutionRun } from './execution-run.ts';

/**
 * Records a part of a task as a task run below the task's. Its id follows from the task run, the attempt and the name, so the
 * parts of two attempts stay apart. The type is the task's own: no other could be looked up.
 */
export function beginChildRun({ run, node, taskRun, attempt }: TaskContextParts, name: string): ChildRun {
  const taskId = run.masker.mask(name);
  const parts = [run.info.id, taskRun.id, String(attempt), taskId];
  let id = derivedId(...parts);
  for (let repeat = 1; run.state.taskRuns.has(id); repeat += 1) id = derivedId(...parts, String(repeat));
  run.emit({ type: 'taskrun.created', id, taskId, taskType: node.type, parent: taskRun.id });
  run.emit({ type: 'taskrun.state', id, state: 'RUNNING' });
  run.emit({ type: 'attempt.started', id, attempt: 1, log: `logs/${id}-1.log` });
  return { end: (state, error) => endChildRun(run, id, state, error) };
}

/** Ends what an attempt left open: it was stopped, or the process before this one died. */
export function endOpenChildRuns({ run, taskRun }: Pick<TaskContextParts, 'run' | 'taskRun'>): void {
  for (const id of taskRun.childIds) endChildRun(run, id, 'KILLED');
}

function endChildRun(run: ExecutionRun, id: string, state: ChildRunState, error?: ErrorRecord): void {
  const child = run.state.taskRuns.get(id);
  if (child === undefined || isTerminal(child.history.current)) return;
  const masked = error === undefined ? {} : { error: { ...error, message: run.masker.mask(error.message) } };
  run.emit({ type: 'attempt.ended', id, attempt: 1, state, logSize: 0, ...masked });
  run.emit({ type: 'taskrun.state', id, state, ...masked });
}
