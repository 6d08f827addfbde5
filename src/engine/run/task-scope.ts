import type { TaskNode } from '../../contract/flow.ts';
import type { Template } from '../../expressions/index.ts';
import { evaluateAsync } from '../../expressions/index.ts';
import { newMap, type ValueMap } from '../../util/values.ts';
import type { TaskRunState } from '../state/execution-state.ts';
import type { ExecutionRun, Frame } from './execution-run.ts';

/** The variables of a task run: those of the execution, laid over by its own. A shallow map of a dozen references. */
export function taskVariables(run: ExecutionRun, taskRun: TaskRunState, task: ValueMap, frame: Frame): ValueMap {
  // A literal, not `newMap()`: the names are ours, and V8 copies it ten times as fast.
  const variables: ValueMap = { ...run.variables.root, task, taskrun: taskRunVariables(taskRun) };
  if (frame.own !== undefined) Object.assign(variables, frame.own);
  const [parent] = frame.parents;
  if (parent !== undefined) {
    variables['parent'] = parent;
    variables['parents'] = [...frame.parents];
  }
  if (frame.extra !== undefined) Object.assign(variables, frame.extra);
  return variables;
}

function taskRunVariables(taskRun: TaskRunState): ValueMap {
  const variables: ValueMap = {
    id: taskRun.id,
    startDate: new Date(taskRun.history.steps[0]?.at ?? 0).toISOString(),
    // Attempts before this one, as Kestra counts.
    attemptsCount: Math.max(0, taskRun.attempts.length - 1),
  };
  const value = loopValueOf(taskRun);
  if (value !== undefined) variables['value'] = value;
  if (taskRun.iteration !== undefined) variables['iteration'] = taskRun.iteration;
  return variables;
}

/** Renders with these variables. */
export function renderWith(run: ExecutionRun, variables: ValueMap): (template: Template) => Promise<string> {
  return (template) => evaluateAsync(template, variables, run.evaluation);
}

/** The frame of a flowable's children. */
export function childFrame(frame: Frame, node: TaskNode, taskRun: TaskRunState, signal: AbortSignal): Frame {
  const looped = taskRun.value !== undefined;
  return {
    parent: taskRun,
    signal,
    parents: looped ? [parentVariables(taskRun), ...frame.parents] : frame.parents,
    loopValues: loopValuesOf(frame, taskRun),
    retry: node.retry ?? frame.retry,
    extra: frame.extra,
    own: frame.own,
    directory: frame.directory,
  };
}

/** Loop values by which the outputs of a task run are reached. */
export function loopValuesOf(frame: Pick<Frame, 'loopValues'>, taskRun: LoopValue): readonly string[] {
  const value = loopValueOf(taskRun);
  return value === undefined ? frame.loopValues : [...frame.loopValues, value];
}

type LoopValue = Pick<TaskRunState, 'value' | 'realValue'>;

function loopValueOf(taskRun: LoopValue): string | undefined {
  return taskRun.realValue ?? taskRun.value;
}

/** An entry of `parents`. */
function parentVariables(taskRun: TaskRunState): ValueMap {
  const inner = newMap();
  const value = loopValueOf(taskRun);
  if (value !== undefined) inner['value'] = value;
  if (taskRun.iteration !== undefined) inner['iteration'] = taskRun.iteration;
  const entry = newMap();
  entry['taskrun'] = inner;
  if (taskRun.outputs !== undefined) entry['outputs'] = taskRun.outputs;
  return entry;
}
