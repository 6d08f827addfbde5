import type { Value, ValueMap } from '../util/values.ts';
import type { DryRunsSql } from './dry-run-sql.ts';
import type { TriggerRecord } from './events.ts';
import type { Execution } from './execution.ts';
import type { ConditionNode, TriggerNode } from './flow.ts';
import type { Rendered, TObject } from './schema.ts';
import type { GithubSupport, PluginHead } from './plugin-head.ts';
import type { RunContext } from './run-context.ts';
import type { WorkflowOn } from './workflow-model.ts';

/** Planned times of a trigger, by Kestra's rules. Instants are milliseconds since 1970, UTC. */
export interface TickPlan {
  /** Ticks in [start, end], both ends included, oldest first. */
  between(start: number, end: number): Iterable<number>;
  /** The first tick after `instant`, or undefined. */
  next(instant: number): number | undefined;
  /** The last tick before `instant`, or undefined. */
  previous(instant: number): number | undefined;
  /** The last tick until `now`, included, that a line of the trigger's `on.schedule` stands for; where lines stand for different ticks. */
  lastOfCron?(cron: string, now: number): number | undefined;
  /** `trigger.*` for a tick: `date`, `next`, `previous` as ISO texts in the trigger's time zone. */
  variables(tick: number): ValueMap;
}

/** A request to a flow from outside, as a trigger sees it. Names of headers and parameters stand as they were sent, each with the list of its texts. */
export interface TriggerRequest {
  /** JSON where the body is JSON, else its text; null where there is none. */
  readonly body: Value;
  readonly headers: ValueMap;
  readonly parameters: ValueMap;
}

/** What a poll came to. */
export interface Polled {
  /** `trigger.*`, as conditions judge it; undefined where there is nothing. */
  readonly variables?: Readonly<Record<string, unknown>>;
  /**
   * Set where the trigger's `take` makes the variables that the execution sees: small JSON by which it finds the same things.
   * Where it is not set, `variables` are handed to the execution as they are.
   */
  readonly found?: unknown;
  /** What the next poll is told; left out: the same as this one. A small entry for each thing that was seen. */
  readonly remember?: ValueMap;
}

/** A trigger type. Make it by `defineTrigger`. */
export interface TriggerDefinition<P extends TObject = TObject> extends PluginHead<P>, DryRunsSql<P> {
  readonly kind: 'trigger';
  readonly github?: GithubSupport;
  /** Schema of `trigger.*`. */
  readonly variables: TObject;
  /** Names of `trigger.*` that people without rights in the repository may write: never to be taken into scripts or SQL. */
  readonly strangerText?: readonly string[];
  /** The `on:` part of the workflow. */
  toWorkflow(properties: Rendered<P>, node: TriggerNode): WorkflowOn;
  /** Triggers that fire at planned times. */
  ticks?(properties: Rendered<P>): TickPlan;
  /** Turns GitHub's event payload into `trigger.*`; undefined where the event is not this trigger's. */
  fromEvent?(
    event: { readonly name: string; readonly payload: ValueMap; readonly now: number },
    properties: Rendered<P>,
    node: TriggerNode,
  ): TriggerRecord | undefined;
  /** Turns an execution that ended into `trigger.*`; undefined where its state is none that the trigger waits for. */
  fromExecution?(execution: Execution, properties: Rendered<P>, node: TriggerNode): TriggerRecord | undefined;
  /** Conditions that its properties stand for; they are judged after the trigger's own. */
  impliedConditions?(properties: Rendered<P>, node: TriggerNode): readonly ConditionNode[];
  /** Turns a request from outside into `trigger.*`. Such a trigger has a property `key`, which the request must know. */
  fromRequest?(request: TriggerRequest, node: TriggerNode): TriggerRecord;
  /** Whether `poll` answers `remember`: such a trigger needs a place for it. Default false. */
  readonly remembers?: boolean;
  /**
   * Looks once whether there is something. It must change nothing outside: a poll whose answer is lost is made again. Such a
   * trigger has a property `interval`.
   */
  poll?(properties: Rendered<P>, context: RunContext, remembered: ValueMap): Promise<Polled>;
  /** Where the execution runs, before it begins: fetches what a poll found and answers `trigger.*`; undefined where it is gone. */
  take?(
    found: Value,
    properties: Rendered<P>,
    context: RunContext,
  ): Promise<Readonly<Record<string, unknown>> | undefined>;
}

/** Declares a trigger type. */
export function defineTrigger<P extends TObject>(definition: Omit<TriggerDefinition<P>, 'kind'>): TriggerDefinition<P> {
  return { kind: 'trigger', ...definition };
}
