import type { SourcePosition } from '../contract/source.ts';
import type { State } from '../contract/states.ts';
import type { Value } from '../util/values.ts';

/** One comparison that did not hold. */
export interface Failure {
  /** What is wrong, in one line. */
  readonly message: string;
  /** `equalTo`, …, `expectedState`. */
  readonly operator: string;
  /** Left out where there is nothing to compare (the value could not be rendered). */
  readonly expected?: Value;
  readonly actual?: Value;
  readonly position: SourcePosition;
}

/** How a test case ended. `error`: it could not be run at all. */
export type Outcome = 'passed' | 'failed' | 'error' | 'skipped';

/** A test case that was run. */
export interface CaseResult {
  readonly id: string;
  readonly description?: string;
  readonly outcome: Outcome;
  /** Seconds. */
  readonly duration: number;
  readonly position: SourcePosition;
  /** Comparisons made, the expected state included. */
  readonly checks: number;
  readonly failures: readonly Failure[];
  /** Why it could not be run. */
  readonly error?: string;
  /** Where the execution ended, and why it failed. */
  readonly execution?: { readonly id: string; readonly state: State; readonly error?: string };
}

/** A suite that was run. */
export interface SuiteResult {
  readonly id: string;
  readonly namespace: string;
  readonly flowId: string;
  readonly file: string;
  readonly cases: readonly CaseResult[];
}

/** How many cases ended how. */
export type Counts = Readonly<Record<Outcome, number>>;

/** Counts the cases of suites. */
export function countOutcomes(suites: readonly SuiteResult[]): Counts {
  const counts = { passed: 0, failed: 0, error: 0, skipped: 0 };
  for (const { outcome } of suites.flatMap(({ cases }) => cases)) counts[outcome] += 1;
  return counts;
}
