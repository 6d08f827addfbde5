import { mkdir, writeFile } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { dirname, resolve } from 'node:path';
import type { Command } from 'commander';
import { UsageError } from '../../src/contract/errors.ts';
import { formatProblem } from '../../src/flow/index.ts';
import {
  countOutcomes,
  expandSuitePath,
  findSuites,
  type OpenedSuite,
  openSuite,
  runSuites,
  type SuiteResult,
  toJunit,
} from '../../src/flow-tests/index.ts';
import { findProjectRoot } from '../../src/project/project-root.ts';
import type { CommandModule, ExitCode } from '../command.ts';
import { coloursFor, usesColour } from '../output/colours.ts';
import { writeJson } from '../output/print-json.ts';
import { describeResults } from '../output/test-report.ts';
import { stopOnSignals } from '../stop-on-signals.ts';

const help = `
Examples:
  gitphony test                            every suite below tests/flows/ and flow-tests/
  gitphony test flow-tests/hello.yaml      one suite
  gitphony test --filter taxi --jobs 4     suites and cases whose name holds "taxi", four at a time
  gitphony test --junit report.xml         for CI systems

Exit status: 0 all passed, 1 some failed, 2 a suite, its flow or an option is invalid.`;

interface TestOptions {
  readonly json?: boolean;
  readonly junit?: string;
  readonly filter?: string;
  readonly jobs?: string;
}

/** `gitphony test [paths…]`: runs flows with fixtures in place of tasks and judges what comes of it. */
export const testCommand: CommandModule = {
  configure(command: Command, finish) {
    command
      .argument('[paths...]', 'suites, or folders of them; default: every suite of this repository')
      .option('--filter <text>', 'only cases whose suite/case name holds this text')
      .option('--jobs <number>', 'cases at a time; default: one for each processor')
      .option('--junit <file>', 'also write the results as JUnit XML')
      .option('--json', 'the results as one JSON document on stdout')
      .addHelpText('after', help)
      .action(async (paths: string[], options: TestOptions) => finish(await test(paths, options)));
  },
};

async function test(paths: readonly string[], options: TestOptions): Promise<ExitCode> {
  const jobs = readJobs(options.jobs);
  const opened = await Promise.all((await listFiles(paths)).map(openSuite));
  const problems = opened.flatMap((suite) => suite.problems);
  if (problems.some(({ severity }) => severity === 'error')) {
    await showProblems(opened, options.json === true);
    return 2;
  }
  const results = await run(opened, jobs, options.filter);
  if (options.junit !== undefined) {
    await mkdir(dirname(resolve(options.junit)), { recursive: true });
    await writeFile(options.junit, toJunit(results));
  }
  const counts = countOutcomes(results);
  if (options.json === true) await writeJson({ ...counts, suites: results });
  else process.stdout.write(`${describeResults(results, coloursFor(process.stdout))}\n`);
  return counts.failed + counts.error > 0 ? 1 : 0;
}

async function run(opened: readonly OpenedSuite[], jobs: number, filter: string | undefined): Promise<SuiteResult[]> {
  const signals = stopOnSignals();
  try {
    const results = await runSuites(
      opened.flatMap(({ ready }) => ready ?? []),
      {
        jobs,
        wants: (suite, testCase) => filter === undefined || `${suite}/${testCase}`.includes(filter),
        onStart: (handle) => signals.attach(handle),
        stopped: () => signals.stopped(),
      },
    );
    if (results.length > 0) return results;
  } finally {
    signals.release();
  }
  throw new UsageError('NO_TESTS', `expected a test case whose suite/case name holds "${filter ?? ''}", there is none`);
}

async function listFiles(paths: readonly string[]): Promise<string[]> {
  if (paths.length > 0) return [...new Set((await Promise.all(paths.map(expandSuitePath))).flat())];
  const root = findProjectRoot(process.cwd());
  const files = await findSuites(root);
  if (files.length > 0) return files;
  throw new UsageError('NO_TESTS', `expected test suites below tests/flows/ or flow-tests/ in ${root}, found none`, {
    hint: 'write one (docs/flow-tests.md), or name its file',
  });
}

async function showProblems(opened: readonly OpenedSuite[], json: boolean): Promise<void> {
  if (json) return writeJson({ problems: opened.flatMap(({ problems }) => problems) });
  const colour = usesColour(process.stdout);
  for (const { problems, text } of opened) {
    for (const problem of problems) process.stdout.write(`${formatProblem(problem, text, { colour })}\n\n`);
  }
}

function readJobs(text: string | undefined): number {
  if (text === undefined) return availableParallelism();
  if (/^[1-9]\d{0,2}$/.test(text)) return Number(text);
  throw new UsageError('OPTION_INVALID', `expected --jobs with a number from 1 to 999, got "${text}"`);
}
