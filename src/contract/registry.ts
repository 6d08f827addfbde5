import type { ConditionDefinition } from './condition.ts';
import type { FlowableDefinition } from './flowable.ts';
import type { RunnerDefinition } from './runner.ts';
import type { TaskDefinition } from './task.ts';
import type { TriggerDefinition } from './trigger.ts';

export type PluginKind = 'task' | 'flowable' | 'trigger' | 'runner' | 'condition';
export type PluginDefinition =
  | TaskDefinition
  | FlowableDefinition
  | TriggerDefinition
  | RunnerDefinition
  | ConditionDefinition;

/** One failing place found by a generated validator. `instancePath` is a JSON pointer into the properties. */
export interface SchemaViolation {
  readonly instancePath: string;
  readonly keyword: string;
  readonly params: Readonly<Record<string, unknown>>;
  readonly message?: string;
}

/** A validator generated at build time from a type's schema. Values are plain JSON (decimals as numbers). */
export type PropertiesValidator = (value: unknown) => readonly SchemaViolation[];

/** What is known of a type without running any of its code. */
export interface PluginType {
  readonly type: string;
  readonly kind: PluginKind;
  readonly aliases: readonly string[];
  /** JSON Schema of the properties, with our `x-…` keywords. */
  readonly schema: PluginSchema;
  /** As authored: templates may stand where the declared type does not fit. */
  readonly validateAuthored: PropertiesValidator;
  /** After rendering. */
  readonly validateRendered: PropertiesValidator;
}

/** The JSON Schema of a type's properties: an object schema. */
export interface PluginSchema {
  readonly type: 'object';
  readonly properties: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  readonly required?: readonly string[];
  /** Of a condition: what alone it can judge. Of a trigger: what its conditions get to judge; default a date. */
  readonly 'x-about'?: 'execution';
  /** Of a type that another took the place of: how to do it now, as a hint. */
  readonly 'x-deprecated'?: string;
  /** Properties that Kestra knows and this type does not: what to do instead, as a hint. */
  readonly 'x-refused'?: Readonly<Record<string, string>>;
  /** Of a task: the names of its outputs; left out where only its run can tell. */
  readonly 'x-outputs'?: readonly string[];
  /** Of a flowable: ends of the ids of tasks that it runs by itself, `<id>_<end>`; templates may refer to them. */
  readonly 'x-inner-tasks'?: readonly string[];
}

/** The type of task that reads addresses of a scheme, and those of its properties that say who it is. */
export interface AddressType {
  readonly type: string;
  readonly login: readonly string[];
}

/** All types that this build knows. Doors hand it to the engine; tests hand toy ones. */
export interface PluginRegistry {
  /** Canonical names and aliases → canonical name; undefined where unknown. */
  resolve(name: string): { readonly type: string; readonly kind: PluginKind } | undefined;
  /** Every canonical name with its kind, sorted. */
  names(): readonly { readonly type: string; readonly kind: PluginKind }[];
  /** Schema and validators; fails with UNKNOWN_TYPE. */
  describe(type: string): Promise<PluginType>;
  /** Who reads addresses such as `gs://bucket/name`, by scheme. Loads nothing. */
  addresses(): Readonly<Record<string, AddressType>>;
  /** The plugin itself, with its code; SDKs stay unloaded until it runs. */
  load(type: string): Promise<PluginDefinition>;
}
