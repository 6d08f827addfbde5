import type { State } from '../contract/states.ts';
import type { SourcePosition } from '../contract/source.ts';
import type { Value, ValueMap } from '../util/values.ts';
import type { FixtureState, Operator } from './schema.ts';

/** One comparison of an assertion. */
export interface Check {
  readonly operator: Operator;
  /** As written; a text may be a template. */
  readonly operand: Value;
  /** Where the operator stands. */
  readonly position: SourcePosition;
}

/** What must hold once the execution has ended. */
export interface Assertion {
  /** A template over the execution, or a plain value. */
  readonly value: Value;
  /** The task that it is about: it must have run. */
  readonly taskId?: string;
  readonly description?: string;
  /** Told in place of the usual text where it does not hold. */
  readonly errorMessage?: string;
  readonly checks: readonly Check[];
  readonly position: SourcePosition;
}

/** What a task answers instead of running. */
export interface TaskFixture {
  readonly id: string;
  readonly description?: string;
  readonly outputs: ValueMap;
  readonly state: FixtureState;
}

/** What stands for the world around a flow. */
export interface Fixtures {
  readonly inputs: ValueMap;
  /** Text by name; `nsfile:///path` is a file of the flow's namespace. One that is named by an address stands for that object. */
  readonly files: Readonly<Record<string, string>>;
  readonly tasks: readonly TaskFixture[];
  readonly trigger?: { readonly id: string; readonly type?: string; readonly variables: ValueMap };
}

/** One run of the flow with what must come of it. */
export interface TestCase {
  readonly id: string;
  readonly description?: string;
  readonly disabled: boolean;
  readonly fixtures: Fixtures;
  readonly assertions: readonly Assertion[];
  /** Left out: SUCCESS or WARNING. */
  readonly expectedState?: State;
  readonly position: SourcePosition;
}

/** Tests of one flow, as a file holds them. */
export interface TestSuite {
  readonly id: string;
  readonly namespace: string;
  readonly flowId: string;
  readonly description?: string;
  readonly testCases: readonly TestCase[];
  /** The file's path as messages show it. */
  readonly file: string;
}
