import type { Execution, TaskRun } from '../contract/execution.ts';
import { isMap, newMap, type Value, type ValueMap } from '../util/values.ts';

/**
 * What assertions see of an ended execution: `outputs` and `tasks` by task (those of loops below the loop's value),
 * `execution` with its state and the flow's outputs, `inputs`, `vars`, `labels`, `flow`, `trigger`; with a task run,
 * `taskrun` too.
 */
export function executionScope(execution: Execution, taskRun?: TaskRun): ValueMap {
  const { id, namespace, flowId, state } = execution;
  const outputs = newMap();
  const tasks = newMap();
  const byId = new Map(execution.taskRunList.map((run) => [run.id, run]));
  for (const run of execution.taskRunList) {
    const path = [run.taskId, ...loopValues(run, byId)];
    put(tasks, path, { state: run.state.current });
    if (isMap(run.outputs) && Object.keys(run.outputs).length > 0) put(outputs, path, run.outputs);
  }
  const scope: ValueMap = {
    outputs,
    tasks,
    inputs: execution.inputs,
    vars: execution.variables,
    labels: { ...execution.labels },
    flow: { id: flowId, namespace },
    execution: {
      id,
      namespace,
      flowId,
      state: state.current,
      startDate: state.startDate,
      outputs: execution.outputs,
      ...(execution.error === undefined ? {} : { error: execution.error.message }),
    },
  };
  if (execution.trigger !== undefined) scope['trigger'] = execution.trigger.variables;
  if (taskRun !== undefined) scope['taskrun'] = taskRunVariables(taskRun);
  return scope;
}

function taskRunVariables(run: TaskRun): ValueMap {
  return {
    id: run.id,
    state: run.state.current,
    outputs: run.outputs,
    attemptsCount: run.attempts.length,
    ...(run.value === undefined ? {} : { value: run.value }),
    ...(run.error === undefined ? {} : { error: run.error.message }),
  };
}

/** Values of the loops around a task run, the outermost first, its own last. */
function loopValues(run: TaskRun, byId: ReadonlyMap<string, TaskRun>): string[] {
  const values: string[] = [];
  for (let current: TaskRun | undefined = run; current !== undefined; current = parentOf(current, byId)) {
    if (current.value !== undefined) values.unshift(current.value);
  }
  return values;
}

function parentOf(run: TaskRun, byId: ReadonlyMap<string, TaskRun>): TaskRun | undefined {
  return run.parentTaskRunId === undefined ? undefined : byId.get(run.parentTaskRunId);
}

function put(root: ValueMap, path: readonly string[], entry: Value): void {
  let map = root;
  for (const key of path.slice(0, -1)) {
    const next = map[key];
    const inner = isMap(next) ? next : newMap();
    map[key] = inner;
    map = inner;
  }
  const last = path.at(-1);
  if (last !== undefined) map[last] = entry;
}
