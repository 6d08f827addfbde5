import { readFile, rm } from 'node:fs/promises';
import { type ReportedFile, type Scenario, scenariosOf } from './test-scenarios.ts';

/** How one stage of `npm test` ended. */
export interface StageResult {
  readonly name: string;
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
  readonly seconds: number;
  /** What the tests show together: scenarios and promises by name. */
  readonly scenarios?: readonly Scenario[];
}

/** A check counts as one test. */
export function countCheck(name: string, isGood: boolean): StageResult {
  return { name, passed: isGood ? 1 : 0, failed: isGood ? 0 : 1, skipped: 0, seconds: 0 };
}

/** A suite that left no report. */
export function noTests(name: string): StageResult {
  return { name, passed: 0, failed: 0, skipped: 0, seconds: 0 };
}

/** The totals of vitest's JSON reporter; only what is used here. */
interface VitestReport {
  readonly numPassedTests: number;
  readonly numFailedTests: number;
  readonly numPendingTests: number;
  readonly numTodoTests: number;
  readonly testResults?: readonly ReportedFile[];
}

/** Reads and removes vitest's report, so that a later crash cannot be mistaken for it. Undefined when there is none. */
export async function readReport(name: string, file: string): Promise<StageResult | undefined> {
  const text = await readFile(file, 'utf8').catch(() => undefined);
  if (text === undefined) return undefined;
  await rm(file, { force: true });
  const report = JSON.parse(text) as VitestReport;
  const skipped = report.numPendingTests + report.numTodoTests;
  const scenarios = scenariosOf(report.testResults ?? []);
  return { name, passed: report.numPassedTests, failed: report.numFailedTests, skipped, seconds: 0, scenarios };
}

/** The line that closes `npm test` and `.ci/run`. */
export function closingLine(results: readonly StageResult[]): string {
  const sum = (of: (result: StageResult) => number): number => results.reduce((total, result) => total + of(result), 0);
  return `${sum(({ passed }) => passed)} passed, ${sum(({ failed }) => failed)} failed`;
}
