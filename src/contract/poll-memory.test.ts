import { expect, test } from 'vitest';
import { newMap } from '../util/values.ts';
import { changedMemory, memoryChanges, parsePollMemory, printPollMemory } from './poll-memory.ts';

const entry = (version: string) => ({ version, seenAt: '2026-01-01T00:00:00.000Z' });

test('is read back as it was written, sorted, with its claim', () => {
  const claim = { id: 'x', at: '2026-01-01T00:00:00Z', changes: { set: { c: entry('1') }, unset: ['a'] } };
  const text = printPollMemory({ seen: { b: entry('2'), a: entry('1') }, claim });
  expect(text.indexOf('"a"')).toBeLessThan(text.indexOf('"b"'));
  expect(parsePollMemory(text, 'here')).toEqual({ seen: { a: entry('1'), b: entry('2') }, claim });
  expect(parsePollMemory(undefined, 'here')).toEqual({ seen: newMap(), claim: undefined });
});

test('changes lead from one memory to the other', () => {
  const [before, after] = [
    { a: entry('1'), b: entry('1'), c: entry('1') },
    { b: entry('1'), c: entry('2'), d: entry('1') },
  ];
  const changes = memoryChanges(before, after);
  expect(changes).toEqual({ set: { c: entry('2'), d: entry('1') }, unset: ['a'] });
  expect(changedMemory(before, changes)).toEqual(after);
});

test.each([
  ['{', 'expected JSON'],
  ['[]', 'expected {schema: 1'],
  ['{"schema": 2, "seen": {}}', 'expected {schema: 1'],
  ['{"schema": 1, "seen": {}, "claim": {"id": "x", "at": "never"}}', 'expected a claim'],
  ['{"schema": 1, "seen": {}, "claim": {"id": "x", "at": "2026-01-01", "changes": []}}', 'expected changes'],
])('%s is refused by its place', (text, message) => {
  expect(() => parsePollMemory(text, 'polls/x.json')).toThrow(`polls/x.json: ${message}`);
});
