import { expect, test } from 'vitest';
import { didYouMean, nearestName } from './nearest-name.ts';

test.each([
  ['formatt', ['format', 'from'], 'format'],
  ['mesage', ['message', 'level'], 'message'],
  ['task_runner', ['taskRunner'], 'taskRunner'],
  ['tpye', ['type', 'tape'], 'type'],
  ['zzz', ['message'], undefined],
  ['a', ['b'], 'b'],
  ['x', [], undefined],
])('%s among %j is %s', (name, known, expected) => {
  expect(nearestName(name, known)).toBe(expected);
});

test('says it as a question', () => {
  expect(didYouMean('formatt', ['format'])).toBe('did you mean "format"?');
  expect(didYouMean('qqqq', ['format'])).toBeUndefined();
});
