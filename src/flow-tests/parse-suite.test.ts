import { describe, expect, it } from 'vitest';
import { plainText } from './operators.ts';
import { parseSuite } from './parse-suite.ts';

const parse = (text: string) => parseSuite({ file: 's.yaml', bytes: Buffer.from(text) });
const head = 'id: s\nnamespace: n\nflowId: f\n';

describe('a test suite', () => {
  it('is read with the places of its assertions', async () => {
    const { suite, problems } = await parse(
      `${head}testCases:\n  - id: a\n    fixtures:\n      inputs: {x: 4.0}\n      tasks: [{id: t, state: WARNING}]\n    assertions:\n      - value: "{{ 1 }}"\n        greaterThan: 0\n        lessThan: 2\n`,
    );
    expect(problems).toEqual([]);
    expect(suite?.testCases[0]?.fixtures.tasks).toMatchObject([{ id: 't', state: 'WARNING' }]);
    expect(plainText(suite?.testCases[0]?.fixtures.inputs['x'] ?? null)).toBe('4.0');
    expect(suite?.testCases[0]?.assertions[0]?.checks).toMatchObject([
      { operator: 'greaterThan', position: { line: 11 } },
      { operator: 'lessThan', position: { line: 12 } },
    ]);
  });

  it.each([
    ['', 'empty-file', 'one test suite|a test suite'],
    ['[1]', 'wrong-type', 'expected a test suite'],
    ['id: [', 'yaml-syntax', ''],
    [`${head}testCase: []`, 'unknown-property', 'testCase'],
    [`${head}testCases: []`, 'empty', 'testCases'],
    [`${head}testCases: [{id: a, expectedState: DONE}]`, 'not-allowed', 'DONE'],
    [`${head}testCases: [{id: a, type: io.other, expectedState: SUCCESS}]`, 'not-allowed', 'io.other'],
    [`${head}testCases: [{id: a}]`, 'missing-property', 'asserts nothing'],
    [`${head}testCases: [{id: a, assertions: [{value: 1}]}]`, 'missing-property', 'compares with nothing'],
    [`${head}testCases: [{id: a, assertions: [{value: 1, in: 1}]}]`, 'wrong-type', 'in'],
    [`${head}testCases: [{id: a, expectedState: SUCCESS, fixtures: {tasks: [{id: t}, {id: t}]}}]`, 'duplicate-id', 't'],
    [`${head}testCases: [{id: a, expectedState: SUCCESS}, {id: a, expectedState: SUCCESS}]`, 'duplicate-id', 'a'],
  ])('%j is refused: %s', async (text, rule, message) => {
    const { suite, problems } = await parse(text);
    expect(suite).toBeUndefined();
    const found = problems.find((problem) => problem.rule === rule);
    expect(found?.message, JSON.stringify(problems)).toMatch(new RegExp(message));
    expect(found?.range.start.line).toBeGreaterThan(0);
  });
});
