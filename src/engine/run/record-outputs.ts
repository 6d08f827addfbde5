import { isMap, type Value } from '../../util/values.ts';
import type { TaskRunState } from '../state/execution-state.ts';
import { putByTask } from '../variables/output-tree.ts';
import { isEmptyOutput } from '../variables/to-value.ts';
import type { ExecutionRun, Frame } from './execution-run.ts';
import { loopValuesOf } from './task-scope.ts';

/** Makes outputs readable for later tasks as they are, and records them with secrets taken out. */
export function recordOutputs(
  run: ExecutionRun,
  taskRun: TaskRunState,
  outputs: Value,
  frame: Pick<Frame, 'loopValues' | 'own'>,
): void {
  if (isEmptyOutput(outputs)) return;
  const { outputs: readable } = frame.own ?? run.variables;
  putByTask(readable, taskRun.taskId, loopValuesOf(frame, taskRun), outputs);
  const recorded = run.masker.maskValue(outputs);
  const masked = recorded === outputs ? [] : changedEntries(outputs, recorded);
  run.emit({
    type: 'taskrun.outputs',
    id: taskRun.id,
    outputs: recorded,
    ...(masked.length === 0 ? {} : { masked }),
  });
}

function changedEntries(outputs: Value, recorded: Value): readonly string[] {
  if (!isMap(outputs) || !isMap(recorded)) return [];
  return Object.keys(recorded).filter((name) => recorded[name] !== outputs[name]);
}
