import type { Flow } from '../contract/flow.ts';
import type { DocumentPath, Problem } from '../contract/source.ts';
import { allTasks } from '../flow/checks/all-tasks.ts';
import { checkTemplate } from '../expressions/index.ts';
import { didYouMean } from '../util/nearest-name.ts';
import type { ParsedSuite } from './parse-suite.ts';
import type { TestCase, TestSuite } from './suite.ts';

/** Holds a suite against its flow: fixtures and assertions that name a task, trigger or input that it does not have, bad templates. */
export function checkSuite({ report }: Pick<ParsedSuite, 'report'>, suite: TestSuite, flow: Flow): Problem[] {
  const names = {
    task: allTasks(flow).map(({ id }) => id),
    trigger: flow.triggers.map(({ id }) => id),
    input: flow.inputs.map(({ id }) => id.split('.')[0] ?? id),
  };
  const problems: Problem[] = [];
  const expect = (kind: keyof typeof names, name: string, path: DocumentPath): void => {
    if (names[kind].includes(name)) return;
    const known = names[kind];
    const hint = didYouMean(name, known) ?? `it has ${known.length === 0 ? 'none' : known.join(', ')}`;
    problems.push(
      report({ rule: `unknown-${kind}`, message: `the flow ${flow.id} has no ${kind} "${name}"`, hint }, path),
    );
  };
  for (const [index, testCase] of suite.testCases.entries()) {
    const path: DocumentPath = ['testCases', index];
    const { fixtures } = testCase;
    for (const [at, { id }] of fixtures.tasks.entries()) expect('task', id, [...path, 'fixtures', 'tasks', at, 'id']);
    for (const name of Object.keys(fixtures.inputs))
      expect('input', name.split('.')[0] ?? name, [...path, 'fixtures', 'inputs', name]);
    if (fixtures.trigger !== undefined) expect('trigger', fixtures.trigger.id, [...path, 'fixtures', 'trigger', 'id']);
    problems.push(...assertionProblems(testCase, path, report, expect));
  }
  return problems;
}

function assertionProblems(
  { assertions }: TestCase,
  path: DocumentPath,
  report: ParsedSuite['report'],
  expect: (kind: 'task', name: string, path: DocumentPath) => void,
): Problem[] {
  const problems: Problem[] = [];
  for (const [index, { taskId, value, checks }] of assertions.entries()) {
    const at = [...path, 'assertions', index];
    if (taskId !== undefined) expect('task', taskId, [...at, 'taskId']);
    const texts = [['value', value] as const, ...checks.map(({ operator, operand }) => [operator, operand] as const)];
    for (const [name, text] of texts) {
      const error = typeof text === 'string' ? checkTemplate(text) : undefined;
      if (error === undefined) continue;
      problems.push(report({ rule: 'bad-template', message: error.message, hint: error.hint }, [...at, name]));
    }
  }
  return problems;
}
