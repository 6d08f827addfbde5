import { expect, test } from 'vitest';
import type { PollHandover } from '../../contract/poll-handover.ts';
import { polledTitle, printPolled, readPolled } from './polled-field.ts';
import { printFindings, readFindings } from './poll-findings.ts';

const handovers: readonly PollHandover[] = [{ variables: { a: 1 } }, { found: { names: ['x'] } }, { again: true }];

test.each(handovers)('a field with %j is read back', (handover) => {
  const field = { trigger: 't', id: 'x1', handover };
  expect(readPolled(printPolled(field))).toEqual(field);
  expect(polledTitle(field)).toBe('t polled x1');
});

test.each([
  ['{', 'expected JSON'],
  ['{"v": 2}', 'expected version 1'],
  ['{"v": 1, "trigger": "t"}', 'expected trigger and id'],
  ['{"v": 1, "trigger": "t", "id": "x"}', 'expected variables, found or again'],
  ['{"v": 1, "trigger": "t", "id": "x", "variables": []}', 'expected variables, found or again'],
])('%s is refused', (text, message) => {
  expect(() => readPolled(text)).toThrow(message);
});

test('findings are read back, with and without memory', () => {
  const changes = { set: { a: { version: '1' } }, unset: ['b'] };
  const findings = [
    {
      file: 'flows/a.yaml',
      trigger: 't',
      id: 'x',
      field: '{}',
      memory: { path: 'polls/a.json', base: 'none', changes },
    },
    { file: 'flows/b.yaml', trigger: 't', id: 'y', field: undefined, memory: undefined },
  ];
  expect(readFindings(printFindings(findings))).toEqual(findings);
});

test.each([
  ['', 'expected JSON'],
  ['{}', 'expected a list'],
  ['[1]', 'expected a map'],
  ['[{"file": "a", "trigger": "t"}]', 'expected the text id'],
  ['[{"file": "a", "trigger": "t", "id": "x", "memory": {"path": "p", "base": "b"}}]', 'expected changes'],
])('findings %s are refused', (text, message) => {
  expect(() => readFindings(text)).toThrow(message);
});
