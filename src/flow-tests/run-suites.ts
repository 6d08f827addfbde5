import type { ExecutionHandle } from '../engine/index.ts';
import type { OpenedSuite } from './open-suite.ts';
import type { CaseResult, SuiteResult } from './result.ts';
import { runCase } from './run-case.ts';

/** How suites are run. */
export interface RunOptions {
  /** Test cases at once. */
  readonly jobs: number;
  /** Picks cases by `suite/case`; default all. */
  readonly wants?: (suite: string, testCase: string) => boolean;
  readonly onStart?: (handle: ExecutionHandle) => void;
  /** True once somebody has asked to stop: cases that have not begun are skipped. */
  readonly stopped?: () => boolean;
}

/** Runs the cases of all suites, `jobs` at a time; results stand in the order of the files. */
export async function runSuites(
  suites: readonly NonNullable<OpenedSuite['ready']>[],
  options: RunOptions,
): Promise<SuiteResult[]> {
  const { onStart, wants = () => true } = options;
  const groups = suites.map(({ suite, under }) => ({
    suite,
    under: onStart === undefined ? under : { ...under, onStart },
    cases: suite.testCases.filter(({ id }) => wants(suite.id, id)),
    results: [] as CaseResult[],
  }));
  const queue = groups.flatMap((group) => group.cases.map((testCase, index) => ({ group, testCase, index })));
  const next = queue.values();
  const work = async (): Promise<void> => {
    for (const { group, testCase, index } of next) {
      const disabled = testCase.disabled || options.stopped?.() === true;
      group.results[index] = await runCase({ ...testCase, disabled }, group.under);
    }
  };
  await Promise.all(Array.from({ length: Math.min(options.jobs, queue.length) }, work));
  return groups
    .filter(({ cases }) => cases.length > 0)
    .map(({ suite, results }) => ({
      id: suite.id,
      namespace: suite.namespace,
      flowId: suite.flowId,
      file: suite.file,
      cases: results,
    }));
}
