import {
  type CaseResult,
  countOutcomes,
  type Failure,
  plainText,
  type SuiteResult,
} from '../../src/flow-tests/index.ts';
import type { coloursFor } from './colours.ts';

type Colours = ReturnType<typeof coloursFor>;

/** Longest shown value, in characters. */
const SHOWN = 2000;

/** Results for people: a line a case, what was expected and what came with its place, counts at the end. */
export function describeResults(suites: readonly SuiteResult[], colours: Colours): string {
  const lines: string[] = [];
  for (const suite of suites) {
    const flow = colours.dim(`(${suite.namespace}.${suite.flowId}, ${suite.file})`);
    lines.push(
      `${colours.bold(suite.id)} ${flow}`,
      ...suite.cases.flatMap((result) => caseLines(suite, result, colours)),
      '',
    );
  }
  return [...lines, describeCounts(suites, colours)].join('\n');
}

function caseLines(suite: SuiteResult, result: CaseResult, colours: Colours): string[] {
  const { id, description, outcome, duration, failures, error, execution } = result;
  const marks = {
    passed: colours.green('✓'),
    failed: colours.red('✗'),
    error: colours.red('!'),
    skipped: colours.yellow('-'),
  };
  const what = description === undefined ? '' : colours.dim(` ${description}`);
  const time = outcome === 'skipped' ? 'skipped' : `${duration.toFixed(2)} s`;
  const lines = [`  ${marks[outcome]} ${id}${what} ${colours.dim(time)}`];
  if (error !== undefined) lines.push(...indent(`${colours.red('could not be run:')} ${error}`, 6));
  for (const failure of failures) lines.push(...failureLines(suite.file, failure, colours));
  if (failures.length > 0 && execution?.error !== undefined && failures[0]?.operator !== 'expectedState')
    lines.push(...indent(colours.dim(`the execution ended ${execution.state}: ${execution.error}`), 6));
  return lines;
}

function failureLines(file: string, failure: Failure, colours: Colours): string[] {
  const { message, expected, actual, position } = failure;
  const lines = [`${file}:${position.line}:${position.column}: ${message}`];
  if (expected !== undefined) lines.push(...valueLines('  expected ', plainText(expected), colours.green));
  if (actual !== undefined) lines.push(...valueLines('  got      ', plainText(actual), colours.red));
  return lines.flatMap((line) => indent(line, 6));
}

function valueLines(label: string, value: string, paint: (text: string) => string): string[] {
  const shown = value.length > SHOWN ? `${value.slice(0, SHOWN)}…` : value;
  const [first = '', ...rest] = shown.split('\n');
  return [`${label}${paint(first)}`, ...rest.map((line) => `${' '.repeat(label.length)}${paint(line)}`)];
}

function indent(text: string, spaces: number): string[] {
  return text.split('\n').map((line) => `${' '.repeat(spaces)}${line}`);
}

function describeCounts(suites: readonly SuiteResult[], colours: Colours): string {
  const { passed, failed, error, skipped } = countOutcomes(suites);
  const parts = [`${passed} passed`, `${failed} failed`];
  if (error > 0) parts.push(`${error} not run`);
  if (skipped > 0) parts.push(`${skipped} skipped`);
  const text = parts.join(', ');
  return failed + error > 0 ? colours.red(text) : colours.green(text);
}
