import type { Value, ValueMap } from '../util/values.ts';

/**
 * What expressions may ask of the outside. Every method is optional: where one is missing, the function that needs it
 * fails with a message that names it. A promise is awaited by `evaluateAsync`; `evaluate` refuses it.
 */
export interface EvaluationHost {
  /** The value of a secret. Throws when there is none by that name. */
  secret?(name: string): string | Promise<string>;
  /** A key of the KV store; undefined or null when it is missing. `namespace` undefined: the flow's own. */
  kv?(key: string, namespace?: string, errorOnMissing?: boolean): Value | undefined | Promise<Value | undefined>;
  /** An environment variable that flows may see; undefined when unset. */
  env?(name: string): string | undefined;
  /** The text of a storage URI or a namespace file; `namespace` undefined: the flow's own. */
  readFile?(uriOrPath: string, namespace?: string): string | Promise<string>;
  /** Size in bytes. */
  fileSize?(uriOrPath: string, namespace?: string): number | Promise<number>;
  fileExists?(uriOrPath: string, namespace?: string): boolean | Promise<boolean>;
  /** The URI by which a namespace file can be read. */
  fileUri?(path: string): string | Promise<string>;
  /** An HTTP request made by `http()`: its arguments by name; the parsed or plain body. */
  http?(request: ValueMap): Value | Promise<Value>;
  /** The clock. Default: the system's. */
  now?(): Date;
  /** The zone for dates that name none. Default `UTC`, on every machine. */
  readonly timeZone?: string;
  /** The failed task runs' error logs of this execution. */
  errorLogs?(): Value | Promise<Value>;
  /** Task runs of this execution in a state, `[{taskId, value}]`. */
  tasksWithState?(state: string): Value | Promise<Value>;
  /** Outputs of a subflow's execution (Kestra 2.0). */
  subflow?(args: ValueMap): Value | Promise<Value>;
  /** Is told what a filter made of its input. */
  derived?(input: Value, result: Value): void;
  isPublicHoliday?(date: string, country?: string, subdivision?: string): boolean | Promise<boolean>;
}

/** An argument of a filter, function or test: positional in this order, or by name. */
export interface ArgumentDoc {
  readonly name: string;
  readonly doc: string;
}

/** Arguments by name; those of a definition without names are keyed '0', '1', …. A missing one has no entry. */
export type Arguments = ValueMap;

/** What a filter, function or test sees besides its input and arguments. */
export interface CallContext {
  readonly host: EvaluationHost;
  /** A top-level variable of the template's context, such as `flow`; undefined when there is none. */
  variable(name: string): Value | undefined;
  /** Every variable that the template sees here. */
  variables(): ValueMap;
  /** Renders a text with the variables seen here; `recursive`: until nothing changes. */
  render(text: string, recursive: boolean): string;
}

/**
 * The failure of a filter, function or test. The evaluator adds the place in the template.
 * Say what was expected, what came, and in `hint` how to mend it.
 */
export class CallFailure extends Error {
  readonly hint: string | undefined;

  constructor(message: string, options: { hint?: string; cause?: unknown } = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = 'CallFailure';
    this.hint = options.hint;
  }
}

interface Definition {
  readonly name: string;
  readonly aliases?: readonly string[];
  /** One or two sentences for docs and editor. */
  readonly doc: string;
  /** Empty: any arguments are accepted (and usually ignored), as Kestra does. */
  readonly arguments: readonly ArgumentDoc[];
  /**
   * `io` or `random`: the answer is kept while one template is evaluated (again after a suspension), in order of the calls.
   * A definition without it answers the same every time; when it returns a promise (a library being loaded) it is simply called again.
   */
  readonly effect?: 'io' | 'random';
}

export interface FilterDefinition extends Definition {
  /** An undefined variable as input counts as null (only `default` wants this). */
  readonly acceptsUndefined?: boolean;
  readonly run: (input: Value, args: Arguments, call: CallContext) => Value | Promise<Value>;
}

export interface FunctionDefinition extends Definition {
  readonly run: (args: Arguments, call: CallContext) => Value | Promise<Value>;
}

export interface PredicateDefinition extends Definition {
  /** An undefined variable as input counts as null (only `defined` wants this). */
  readonly acceptsUndefined?: boolean;
  readonly run: (input: Value, args: Arguments) => boolean;
}

/** Declares a filter: `{{ input | name(arguments) }}`. */
export function defineFilter(definition: FilterDefinition): FilterDefinition {
  return definition;
}

/** Declares a function: `{{ name(arguments) }}`. */
export function defineFunction(definition: FunctionDefinition): FunctionDefinition {
  return definition;
}

/** Declares a test: `{{ input is name }}`. */
export function definePredicate(definition: PredicateDefinition): PredicateDefinition {
  return definition;
}
