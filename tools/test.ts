/**
 * `npm test [-- --only <stage>[,<stage>]] [-- <path filter>…]`: everything that must hold before a change lands, stage by stage.
 * All stages run even after a failure; the last line is `N passed, N failed`.
 */
import { existsSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { execa } from 'execa';
import { checkStages, stageNames, suiteStages } from './test-stages.ts';
import { describeScenarios } from './test-scenarios.ts';
import { closingLine, countCheck, noTests, readReport, type StageResult } from './test-report.ts';

const root = join(import.meta.dirname, '..');
const reports = join(root, '.tools', 'reports');
const isCi = process.env['CI'] === 'true';
/** What a course and a real server hold lies beside the checkout, not on GitHub: there, and only there, tests that need it may be skipped. */
const maySkip = process.env['GITHUB_ACTIONS'] === 'true' && !existsSync(join(root, '..', 'shared'));

async function main(): Promise<void> {
  const { only, filters } = readOptions();
  await mkdir(reports, { recursive: true });
  const results: StageResult[] = [];
  if (filters.length === 0) {
    for (const stage of checkStages.filter(({ name }) => isWanted(only, name))) {
      results.push(await timed(stage.name, () => runCheck(stage.name, stage.command)));
    }
  }
  for (const stage of suiteStages.filter((name) => isWanted(only, name))) {
    results.push(await timed(stage, () => runSuite(stage, filters)));
  }
  const scenarios = describeScenarios(results.flatMap((result) => result.scenarios ?? []));
  if (scenarios.length > 0) console.log(`\n== scenarios and promises\n${scenarios.join('\n')}`);
  console.log(`\n${results.map(describe).join('\n')}\n\n${closingLine(results)}`);
  if (filters.length > 0 && results.every(({ passed, failed, skipped }) => passed + failed + skipped === 0)) {
    throw new Error(`no test file matches ${filters.join(' ')}: a filter is a part of a path, such as src/flow`);
  }
  process.exitCode = results.some(({ failed }) => failed > 0) ? 1 : 0;
}

function readOptions(): { readonly only: readonly string[]; readonly filters: readonly string[] } {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { only: { type: 'string', multiple: true, default: [] } },
  });
  const only = values.only.flatMap((names) => names.split(','));
  const unknown = only.find((name) => !stageNames.includes(name));
  if (unknown !== undefined) throw new Error(`--only expects one of ${stageNames.join(', ')}, got ${unknown}`);
  return { only, filters: positionals };
}

function isWanted(only: readonly string[], name: string): boolean {
  return only.length === 0 || only.includes(name);
}

async function timed(name: string, run: () => Promise<StageResult>): Promise<StageResult> {
  console.log(`\n== ${name}`);
  const started = performance.now();
  return { ...(await run()), seconds: (performance.now() - started) / 1000 };
}

async function runCheck(name: string, [command, ...args]: readonly [string, ...string[]]): Promise<StageResult> {
  const { failed } = await execa(command, args, {
    cwd: root,
    preferLocal: true,
    stdio: ['ignore', 'inherit', 'inherit'],
    reject: false,
  });
  return countCheck(name, !failed);
}

async function runSuite(name: string, filters: readonly string[]): Promise<StageResult> {
  const report = join(reports, `${name}.json`);
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
  // With a filter most suites have nothing to run; without one an empty suite is a mistake, which CI does not let pass.
  const args = ['run', '--project', name, ...reporters, '--passWithNoTests', ...filters];
  const { failed } = await execa('vitest', args, {
    cwd: root,
    preferLocal: true,
    stdio: ['ignore', 'inherit', 'inherit'],
    reject: false,
  });
  const result = (await readReport(name, report)) ?? noTests(name);
  const isEmpty = result.passed + result.failed + result.skipped === 0;
  const forbidden = isCi ? (maySkip ? 0 : result.skipped) + (isEmpty && filters.length === 0 ? 1 : 0) : 0;
  // A suite can break outside its tests: an import that fails, a hook, an unhandled rejection.
  const broken = failed && result.failed === 0 ? 1 : 0;
  return { ...result, failed: result.failed + forbidden + broken };
}

function describe({ name, passed, failed, skipped, seconds }: StageResult): string {
  const skips =
    skipped === 0 ? '' : `, ${skipped} skipped${isCi && !maySkip ? ' (counted as failed: CI skips nothing)' : ''}`;
  return `${name.padEnd(12)} ${passed} passed, ${failed} failed${skips} (${seconds.toFixed(1)} s)`;
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
