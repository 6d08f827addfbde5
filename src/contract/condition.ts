import type { Value, ValueMap } from '../util/values.ts';
import type { Execution } from './execution.ts';
import type { ConditionNode } from './flow.ts';
import type { PluginHead } from './plugin-head.ts';
import type { Rendered, TObject } from './schema.ts';

/** A place where a condition keeps what it saw of earlier events, apart for each trigger. */
export interface ConditionMemory {
  read(): Promise<Value | undefined>;
  write(value: Value): Promise<void>;
}

/** What a condition judges, and what it may ask for. */
export interface ConditionContext {
  /**
   * The moment that is judged where the condition names none: a planned tick, or the present for other events. ISO 8601
   * with the offset of the trigger's time zone, so that its calendar day is the one of that zone.
   */
  readonly date: string;
  /** IANA name of the trigger's time zone. */
  readonly timezone: string;
  /** The flow that the trigger belongs to. */
  readonly flow: { readonly id: string; readonly namespace: string };
  /** The execution whose end is judged; undefined where a trigger has none (schedules). */
  readonly execution?: Execution;
  /** Renders a template with `trigger.*`, `flow.*`, `vars.*` and, with an execution, `execution.*`, `outputs`, `labels`. */
  render(template: string): Promise<string>;
  /** Judges a condition inside this one. */
  test(node: ConditionNode): Promise<boolean>;
  /** @param key the condition's own id */
  memory(key: string): ConditionMemory;
}

/**
 * A condition of a trigger. Make it by `defineCondition`. A condition that only an execution can answer says so in its
 * schema (`x-about: execution`), so that a schedule with it is refused at validation.
 */
export interface ConditionDefinition<P extends TObject = TObject> extends PluginHead<P> {
  readonly kind: 'condition';
  /** It uses `memory`. Default false. */
  readonly remembers?: boolean;
  test(properties: Rendered<P>, context: ConditionContext): boolean | Promise<boolean>;
  /**
   * Whether it holds after executions of a flow, told from what is written alone, nothing rendered; undefined where that
   * depends on more. Left out: it depends.
   * @param inside the same answers of the conditions inside
   */
  holdsForFlow?(
    flow: { readonly namespace: string; readonly id: string },
    authored: Readonly<ValueMap>,
    inside: readonly (boolean | undefined)[],
  ): boolean | undefined;
}

/** Declares a condition type: one file, one type. */
export function defineCondition<P extends TObject>(
  definition: Omit<ConditionDefinition<P>, 'kind'>,
): ConditionDefinition<P> {
  return { kind: 'condition', ...definition };
}
