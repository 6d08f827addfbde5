import { GitphonyError } from '../../contract/errors.ts';
import { isMap, newMap } from '../../util/values.ts';
import type { ExecutionState, TaskRunState } from '../state/execution-state.ts';
import { putByTask, putUnreadable } from '../variables/output-tree.ts';
import { isEmptyOutput } from '../variables/to-value.ts';
import type { ExecutionRun } from './execution-run.ts';

/** Puts back what expressions read of task runs that earlier processes recorded: `outputs` and `tasks`. */
export function restoreVariables(run: ExecutionRun): void {
  const { outputs, tasks } = run.variables;
  for (const taskRun of run.state.taskRuns.values()) {
    const loopValues = loopValuesAbove(run.state, taskRun);
    const entry = newMap();
    entry['state'] = taskRun.history.current;
    putByTask(tasks, taskRun.taskId, loopValues, entry);
    if (taskRun.outputs === undefined || isEmptyOutput(taskRun.outputs)) continue;
    if (taskRun.maskedOutputs.length > 0) putMasked(run, taskRun, loopValues);
    else putByTask(outputs, taskRun.taskId, loopValues, taskRun.outputs);
  }
}

/** Values of the loops around a task run and of its own, the outermost first. */
function loopValuesAbove(state: ExecutionState, taskRun: TaskRunState): readonly string[] {
  const values: string[] = [];
  for (
    let at: TaskRunState | undefined = taskRun;
    at !== undefined;
    at = at.parent === undefined ? undefined : state.taskRuns.get(at.parent)
  ) {
    if (at.value !== undefined) values.unshift(at.value);
  }
  return values;
}

/** Top-level entries with a secret in them cannot be read; the others can. */
function putMasked(run: ExecutionRun, taskRun: TaskRunState, loopValues: readonly string[]): void {
  const readable = newMap();
  for (const [key, value] of Object.entries(isMap(taskRun.outputs) ? taskRun.outputs : {})) {
    if (!taskRun.maskedOutputs.includes(key)) readable[key] = value;
  }
  for (const key of taskRun.maskedOutputs) {
    putUnreadable(
      readable,
      key,
      () =>
        new GitphonyError(
          'SECRET_NOT_RECORDED',
          `outputs.${taskRun.taskId}.${key} held a secret, which the journal does not keep: a resumed execution cannot read it`,
          { hint: 'start the flow anew; read secrets by secret() where they are used, not through outputs' },
        ),
    );
  }
  putByTask(run.variables.outputs, taskRun.taskId, loopValues, readable);
}
