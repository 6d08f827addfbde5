import { plainText } from './operators.ts';
import { type CaseResult, countOutcomes, type Failure, type SuiteResult } from './result.ts';

/**
 * Results as JUnit XML, in the common form that CI systems read (testsuites, testsuite, testcase; failure, error, skipped).
 * Form: https://github.com/testmoapp/junitxml
 */
export function toJunit(suites: readonly SuiteResult[]): string {
  const lines = [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites name="gitphony" ${totals(suites)}>`,
    ...suites.flatMap(suiteLines),
    '</testsuites>',
  ];
  return `${lines.join('\n')}\n`;
}

function suiteLines(suite: SuiteResult): string[] {
  const name = `${suite.namespace}.${suite.id}`;
  return [
    `  <testsuite name="${escape(name)}" file="${escape(suite.file)}" ${totals([suite])}>`,
    ...suite.cases.flatMap((result) => caseLines(suite, result)),
    '  </testsuite>',
  ];
}

function totals(suites: readonly SuiteResult[]): string {
  const { failed, error, skipped } = countOutcomes(suites);
  const cases = suites.flatMap((suite) => suite.cases);
  const time = cases.reduce((sum, { duration }) => sum + duration, 0);
  return `tests="${cases.length}" failures="${failed}" errors="${error}" skipped="${skipped}" time="${time.toFixed(3)}"`;
}

function caseLines(suite: SuiteResult, result: CaseResult): string[] {
  const { id, outcome, duration, position, failures, error = '' } = result;
  const className = `${suite.namespace}.${suite.flowId}`;
  const place = `file="${escape(suite.file)}" line="${position.line}"`;
  const open = `    <testcase name="${escape(id)}" classname="${escape(className)}" ${place} time="${duration.toFixed(3)}"`;
  if (outcome === 'passed') return [`${open}/>`];
  const inner =
    outcome === 'skipped'
      ? ['      <skipped/>']
      : outcome === 'error'
        ? [`      <error message="${escape(firstLine(error))}">${escape(error)}</error>`]
        : failures.map((failure) => failureLine(suite, failure));
  return [`${open}>`, ...inner, '    </testcase>'];
}

function failureLine({ file }: SuiteResult, failure: Failure): string {
  const { message, operator, expected, actual, position } = failure;
  const lines = [`${file}:${position.line}:${position.column}: ${message}`];
  if (expected !== undefined) lines.push(`expected: ${plainText(expected)}`);
  if (actual !== undefined) lines.push(`got: ${plainText(actual)}`);
  return `      <failure type="${escape(operator)}" message="${escape(firstLine(message))}">${escape(lines.join('\n'))}</failure>`;
}

function firstLine(text: string): string {
  return text.split('\n')[0] ?? '';
}

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  '\n': '&#10;',
};

/** XML 1.0 has no place for most control characters, not even as entities. */
function escape(text: string): string {
  const allowed = Array.from(text, (character) => (isAllowed(character) ? character : '\ufffd'));
  return allowed.join('').replaceAll(/[&<>"\n]/g, (character) => entities[character] ?? character);
}

function isAllowed(character: string): boolean {
  const code = character.codePointAt(0) ?? 0;
  return code >= 0x20 ? code !== 0xfffe && code !== 0xffff : code === 9 || code === 10 || code === 13;
}
