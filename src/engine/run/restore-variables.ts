import { GitphonyError } from '../../contract/errors.ts';
import { isMap, newMap, type ValueMap } from '../../util/values.ts';
import type { ExecutionState, TaskRunState } from '../state/execution-state.ts';
import { putByTask, putUnreadable } from '../variables/output-tree.ts';
import { isEmptyOutput } from '../variables/to-value.ts';
import type { ExecutionRun, OwnVariables } from './execution-run.ts';

/** Puts back what expressions read of task runs that earlier processes recorded: `outputs` and `tasks`. */
export function restoreVariables(run: ExecutionRun): void {
  for (const taskRun of run.state.taskRuns.values()) {
    // What an isolated turn has for itself comes back when the turn does.
    if (!isInsideTurn(run.state, taskRun)) restore(run, taskRun, run.variables, loopValuesAbove(run.state, taskRun));
  }
}

/** Puts back what an isolated turn read of a task run, and of those below it. */
export function restoreBelow(
  run: ExecutionRun,
  taskRun: TaskRunState,
  variables: OwnVariables,
  around: readonly string[],
): void {
  const loopValues = taskRun.value === undefined ? around : [...around, taskRun.value];
  restore(run, taskRun, variables, loopValues);
  for (const id of taskRun.childIds) {
    const child = run.state.taskRuns.get(id);
    if (child !== undefined && !child.isolated) restoreBelow(run, child, variables, loopValues);
  }
}

function restore(
  run: ExecutionRun,
  taskRun: TaskRunState,
  { outputs, tasks }: OwnVariables,
  loopValues: readonly string[],
): void {
  const entry = newMap();
  entry['state'] = taskRun.history.current;
  putByTask(tasks, taskRun.taskId, loopValues, entry);
  if (taskRun.outputs === undefined || isEmptyOutput(taskRun.outputs)) return;
  if (taskRun.maskedOutputs.length > 0) putMasked(taskRun, outputs, loopValues);
  else putByTask(outputs, taskRun.taskId, loopValues, taskRun.outputs);
}

function isInsideTurn(state: ExecutionState, taskRun: TaskRunState): boolean {
  for (let at: TaskRunState | undefined = taskRun; at !== undefined; at = parentOf(state, at)) {
    if (at.isolated) return true;
  }
  return false;
}

function parentOf(state: ExecutionState, { parent }: TaskRunState): TaskRunState | undefined {
  return parent === undefined ? undefined : state.taskRuns.get(parent);
}

/** Values of the loops around a task run and of its own, the outermost first. */
export function loopValuesAbove(state: ExecutionState, taskRun: TaskRunState): readonly string[] {
  const values: string[] = [];
  for (let at: TaskRunState | undefined = taskRun; at !== undefined; at = parentOf(state, at)) {
    if (at.value !== undefined) values.unshift(at.value);
  }
  return values;
}

/** Top-level entries with a secret in them cannot be read; the others can. */
function putMasked(taskRun: TaskRunState, outputs: ValueMap, loopValues: readonly string[]): void {
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
  putByTask(outputs, taskRun.taskId, loopValues, readable);
}
