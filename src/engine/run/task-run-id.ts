import type { Iteration } from '../../contract/flowable.ts';
import { derivedId } from '../ids.ts';
import type { ExecutionRun, Frame } from './execution-run.ts';

/**
 * The id of a task run: it follows from the execution, the task runs around it, the task and the turn of the loop. So a
 * resumed run comes by the same ids in the same order. A task that runs twice in one place gets a number behind it.
 */
export function nextTaskRunId(run: ExecutionRun, taskId: string, frame: Frame, turn: Iteration): string {
  const parts = [run.info.id, frame.parent?.id ?? '', taskId, turn.value ?? '', String(turn.iteration ?? '')];
  let id = derivedId(...parts);
  for (let repeat = 1; run.visited.has(id); repeat += 1) id = derivedId(...parts, String(repeat));
  run.visited.add(id);
  return id;
}
