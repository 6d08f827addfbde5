import type { ErrorRecord } from '../../contract/events.ts';
import type { State } from '../../contract/states.ts';
import { newMap } from '../../util/values.ts';
import type { TaskRunState } from '../state/execution-state.ts';
import { putByTask } from '../variables/output-tree.ts';
import type { ExecutionRun, Frame } from './execution-run.ts';
import { loopValuesOf } from './task-scope.ts';

/** Records a task run's next state, and makes it readable as `tasks.<id>.state`. */
export function setTaskState(
  run: ExecutionRun,
  frame: Frame,
  taskRun: TaskRunState,
  state: State,
  more: { readonly error?: ErrorRecord | undefined; readonly exits?: true } = {},
): void {
  const { error, exits } = more;
  run.emit({
    type: 'taskrun.state',
    id: taskRun.id,
    state,
    ...(error === undefined ? {} : { error }),
    ...(exits === undefined ? {} : { exits }),
  });
  const entry = newMap();
  entry['state'] = state;
  const { tasks } = frame.own ?? run.variables;
  putByTask(tasks, taskRun.taskId, loopValuesOf(frame, taskRun), entry);
}
