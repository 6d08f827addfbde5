import type { ConditionNode, Flow, TaskNode, TriggerNode } from '../src/contract/flow.ts';
import type { DocumentPath } from '../src/contract/source.ts';
import { isMap, type Value } from '../src/util/values.ts';

/** A text of a flow that may hold templates, with its place in the flow file. */
export interface FlowText {
  readonly text: string;
  readonly path: DocumentPath;
}

/** Every task that a run can reach, depth first: children, errors and finally included, disabled ones left out. */
export function* reachableTasks(flow: Flow): Generator<TaskNode> {
  for (const list of [flow.tasks, flow.errors, flow.finally, flow.afterExecution]) yield* walkTasks(list);
}

function* walkTasks(tasks: readonly TaskNode[]): Generator<TaskNode> {
  for (const task of tasks) {
    if (task.disabled === true) continue;
    yield task;
    for (const children of Object.values(task.children)) yield* walkTasks(children);
    yield* walkTasks(task.errors);
    yield* walkTasks(task.finally);
  }
}

/** Every text of the flow that a run can render; without those of its triggers where another flow calls it. */
export function* reachableTexts(
  flow: Flow,
  { triggers = true }: { readonly triggers?: boolean } = {},
): Generator<FlowText> {
  yield* variableTexts(flow);
  yield* settingTexts(flow);
  for (const task of reachableTasks(flow)) yield* taskTexts(task);
  for (const trigger of triggers ? flow.triggers.filter((node) => !node.disabled) : []) yield* triggerTexts(trigger);
}

export function* variableTexts({ variables }: Flow): Generator<FlowText> {
  yield* textsOf(variables, ['variables']);
}

/** Every text that is neither a variable's nor a task's or a trigger's. */
export function* settingTexts(flow: Flow): Generator<FlowText> {
  yield* textsOf(flow.labels, ['labels']);
  yield* limitTexts(flow);
  for (const input of flow.inputs) {
    if (input.defaults !== undefined) yield* textsOf(input.defaults, [...input.path, 'defaults']);
    yield* textsOf(input.properties, input.path);
  }
  for (const output of flow.outputs) yield* textsOf(output.value, [...output.path, 'value']);
}

export function* triggerTexts(trigger: TriggerNode): Generator<FlowText> {
  yield* textsOf(trigger.properties, trigger.path);
  yield* textsOf(trigger.inputs, [...trigger.path, 'inputs']);
  yield* textsOf(trigger.labels ?? {}, [...trigger.path, 'labels']);
  yield* conditionTexts(trigger);
}

/** Every text of the flow's checks and SLAs. */
function* limitTexts({ checks = [], sla = [] }: Flow): Generator<FlowText> {
  for (const [index, { condition, message }] of checks.entries()) {
    yield* textsOf({ condition, message }, ['checks', index]);
  }
  for (const [index, promise] of sla.entries()) {
    if (promise.type === 'EXECUTION_ASSERTION') yield { text: promise.assert, path: ['sla', index, 'assert'] };
    yield* textsOf(promise.labels, ['sla', index, 'labels']);
  }
}

/** Every text by which it is decided whether a trigger fires. */
export function* conditionTexts({ when, conditions = [], path }: TriggerNode): Generator<FlowText> {
  if (when !== undefined) yield { text: when, path: [...path, 'when'] };
  yield* textsInside(conditions);
}

function* textsInside(conditions: readonly ConditionNode[]): Generator<FlowText> {
  for (const { properties, children, path } of conditions) {
    yield* textsOf(properties, path);
    for (const inside of Object.values(children)) yield* textsInside(inside);
  }
}

/** Every text of a task's own. */
export function* taskTexts(task: TaskNode): Generator<FlowText> {
  for (const key of ['timeout', 'runIf'] as const) {
    const text = task[key];
    if (text !== undefined) yield { text, path: [...task.path, key] };
  }
  yield* textsOf(task.properties, task.path);
  for (const runner of Object.values(task.runners)) yield* textsOf(runner.properties, runner.path);
}

/** Every text of a value. Keys of maps are rendered too, so they count. */
export function* textsOf(value: Value, path: DocumentPath): Generator<FlowText> {
  if (typeof value === 'string') yield { text: value, path };
  else if (Array.isArray(value)) for (const [index, item] of value.entries()) yield* textsOf(item, [...path, index]);
  else if (isMap(value)) {
    for (const [key, item] of Object.entries(value)) {
      yield { text: key, path: [...path, key] };
      yield* textsOf(item, [...path, key]);
    }
  }
}
