import { type Static, type TObject, type TSchema, type TUnsafe, Type } from '@sinclair/typebox';
import type { ConditionNode, InputNode, RunnerNode, TaskNode } from './flow.ts';
import type { Cloud } from './workload-identity.ts';

export { type Static, type TObject, type TProperties, type TSchema, Type } from '@sinclair/typebox';

/**
 * How a property's templates are treated:
 * - `dynamic` (default): the engine renders every string in it, converts the text to the declared type, validates again;
 * - `static`: taken as written; a template in it is an error at validation;
 * - `self`: handed over as written; the task renders it when and as often as it needs (`context.render`).
 */
export type Rendering = 'dynamic' | 'static' | 'self';

/** Keywords of ours inside a property's JSON Schema; ajv and editors ignore them. */
export interface PropertyAnnotations {
  readonly 'x-rendering'?: Rendering;
  /** What the property holds beyond plain data; the flow parser turns it into nodes. */
  readonly 'x-holds'?: 'tasks' | 'task' | 'dag' | 'runner' | 'cases' | 'conditions' | 'condition-map' | 'inputs';
  /** Of a task list: whether flowables may stand in it. Default `any`. */
  readonly 'x-tasks'?: 'any' | 'runnable';
  /** The property names (half of) another flow of the project. */
  readonly 'x-flow'?: 'id' | 'namespace';
  /** Values that validation warns of: those whose text the regular expression matches. */
  readonly 'x-warning'?: { readonly pattern: string; readonly text: string };
  /** Its value is never shown in logs, docs examples or the journal. */
  readonly 'x-secret'?: boolean;
  /** Left out, the job's own token takes its place where the project says who it is in this cloud (`cloud` of gitphony.yaml). */
  readonly 'x-identity'?: Cloud;
  /** Kestra's, and without effect here: what it does there and why not here (`waits for …; here …`). `validate` warns of it. */
  readonly 'x-ignored'?: string;
  /** Set where something took its place: how to do it now, as a hint (`use fetchType`). `validate` tells it. */
  readonly 'x-deprecated'?: string;
}

/** A property that is taken as written. */
export function fixed<T extends TSchema>(schema: T): T {
  return { ...schema, 'x-rendering': 'static' };
}

/** A property whose templates the task renders itself. */
export function selfRendered<T extends TSchema>(schema: T): T {
  return { ...schema, 'x-rendering': 'self' };
}

/** Options of a properties schema: what Kestra knows and this type does not, each with what to do instead, as a hint. */
export function refusing(names: Readonly<Record<string, string>>): {
  readonly 'x-refused': Readonly<Record<string, string>>;
} {
  return { 'x-refused': names };
}

/**
 * A property that something took the place of: `hint` says how to do it now, as an order (`use taskRunner`), or that it does
 * nothing. It still works.
 */
export function deprecated<T extends TSchema>(hint: string, schema: T): T {
  const said = schema.description === undefined ? '' : ` ${schema.description}`;
  return { ...schema, deprecated: true, description: `Deprecated: ${hint}.${said}`, 'x-deprecated': hint };
}

/** A property of Kestra's that has no effect here: `why` goes on after "it", with what it does there and why not here. */
export function ignored<T extends TSchema>(why: string, schema: T): T {
  return { ...schema, description: `Without effect here: it ${why}.`, 'x-ignored': why };
}

/** ISO 8601 duration as Java reads it (`PT15S`, `P1D`, `PT0.2S`); read it by `parseDuration` of src/util. */
export function durationText(options: { description: string; default?: string }): TUnsafe<string> {
  return Type.Unsafe<string>({ type: 'string', format: 'duration', ...options });
}

/** URI of a file: of internal storage, of a namespace, or the address of an object; `validate` refuses other schemes. */
export function storageUri(options: { description: string }): TUnsafe<string> {
  return Type.Unsafe<string>({ type: 'string', format: 'storage-uri', ...options });
}

/** A list of child tasks. */
export function taskList(options: { description: string }): TUnsafe<readonly TaskNode[]> {
  return Type.Unsafe<readonly TaskNode[]>({
    type: 'array',
    items: { type: 'object' },
    'x-holds': 'tasks',
    'x-rendering': 'static',
    ...options,
  });
}

/** One child task. */
export function taskOf(options: { description: string }): TUnsafe<TaskNode> {
  return Type.Unsafe<TaskNode>({ type: 'object', 'x-holds': 'task', 'x-rendering': 'static', ...options });
}

/** Inputs as a flow declares them. */
export function inputList(options: { description: string }): TUnsafe<readonly InputNode[]> {
  return Type.Unsafe<readonly InputNode[]>({
    type: 'array',
    items: { type: 'object' },
    'x-holds': 'inputs',
    'x-rendering': 'static',
    ...options,
  });
}

/** A child task with the tasks beside it that must end first. */
export interface DagTask {
  readonly task: TaskNode;
  readonly dependsOn?: readonly string[];
}

/** A list of child tasks with dependencies, as Dag has it; nodes carry them as `dependsOn` too. */
export function dagTasks(options: { description: string }): TUnsafe<readonly DagTask[]> {
  return Type.Unsafe<readonly DagTask[]>({
    type: 'array',
    items: {
      type: 'object',
      properties: { task: { type: 'object' }, dependsOn: { type: 'array', items: { type: 'string' } } },
      required: ['task'],
      additionalProperties: false,
    },
    'x-holds': 'dag',
    'x-rendering': 'static',
    ...options,
  });
}

/** A map of case name to child tasks, as Switch has it. */
export function taskCases(options: { description: string }): TUnsafe<Readonly<Record<string, readonly TaskNode[]>>> {
  return Type.Unsafe<Readonly<Record<string, readonly TaskNode[]>>>({
    type: 'object',
    additionalProperties: { type: 'array', items: { type: 'object' }, minItems: 1 },
    'x-holds': 'cases',
    'x-rendering': 'static',
    ...options,
  });
}

/** A task runner: `{type: io.kestra.plugin.core.runner.Process, …}`. */
export function taskRunner(options: { description: string }): TUnsafe<RunnerNode> {
  return Type.Unsafe<RunnerNode>({ type: 'object', 'x-holds': 'runner', 'x-rendering': 'static', ...options });
}

/** A list of conditions inside a condition. */
export function conditionList(options: { description: string }): TUnsafe<readonly ConditionNode[]> {
  return Type.Unsafe<readonly ConditionNode[]>({
    type: 'array',
    items: { type: 'object' },
    'x-holds': 'conditions',
    'x-rendering': 'static',
    ...options,
  });
}

/** A map of name to condition inside a condition. */
export function conditionMap(options: { description: string }): TUnsafe<Readonly<Record<string, ConditionNode>>> {
  return Type.Unsafe<Readonly<Record<string, ConditionNode>>>({
    type: 'object',
    additionalProperties: { type: 'object' },
    'x-holds': 'condition-map',
    'x-rendering': 'static',
    ...options,
  });
}

/** The plain TypeScript value of a properties schema after rendering (decimals as numbers). */
export type Rendered<P extends TObject> = Static<P>;
