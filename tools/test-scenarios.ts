import { basename } from 'node:path';

/** A scenario, or a promise of safety, over all its tests. */
export interface Scenario {
  readonly name: string;
  readonly passed: number;
  readonly failed: number;
}

/** What is read of vitest's JSON report for that. */
export interface ReportedFile {
  readonly name: string;
  readonly assertionResults: readonly {
    readonly ancestorTitles: readonly string[];
    readonly title: string;
    readonly status: string;
  }[];
}

/** Tests within a `describe` or by a name of this form are steps of a scenario. */
const scenarioName = /^control plane \d+: /;

/** The scenarios of a report: `control plane N: …`, and each file of tests/trust by its name. */
export function scenariosOf(files: readonly ReportedFile[]): readonly Scenario[] {
  const single: Scenario[] = [];
  for (const file of files) {
    for (const { ancestorTitles, title, status } of file.assertionResults) {
      const name = [...ancestorTitles, title].find((part) => scenarioName.test(part)) ?? promiseOf(file.name);
      if (name === undefined) continue;
      single.push(status === 'passed' ? { name, passed: 1, failed: 0 } : { name, passed: 0, failed: 1 });
    }
  }
  return mergeByName(single);
}

/** A scenario may have tests in several suites. */
function mergeByName(scenarios: readonly Scenario[]): readonly Scenario[] {
  const merged = new Map<string, Scenario>();
  for (const { name, passed, failed } of scenarios) {
    const known = merged.get(name) ?? { passed: 0, failed: 0 };
    merged.set(name, { name, passed: known.passed + passed, failed: known.failed + failed });
  }
  return [...merged.values()];
}

/** One line a scenario, sorted. A test that did not run counts as failed. */
export function describeScenarios(scenarios: readonly Scenario[]): readonly string[] {
  return mergeByName(scenarios)
    .toSorted((a, b) => a.name.localeCompare(b.name, 'en', { numeric: true }))
    .map(({ name, passed, failed }) => {
      const tests = `${passed + failed} test${passed + failed === 1 ? '' : 's'}`;
      return failed === 0 ? `✓ ${name} (${tests})` : `✗ ${name} (${tests}, ${failed} failed)`;
    });
}

function promiseOf(file: string): string | undefined {
  if (!/[\\/]tests[\\/]trust[\\/][^\\/]+\.test\.ts$/.test(file)) return undefined;
  const name = basename(file, '.test.ts').replaceAll('-', ' ');
  return name === 'index' || name === 'read test names' ? undefined : `trust: ${name}`;
}
