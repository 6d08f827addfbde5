import { expect, test } from 'vitest';
import { taskErrorOf } from '../../tests/support/run-task.ts';
import { wholeMatch } from './whole-match.ts';

test.each<[pattern: string | undefined, text: string, matches: boolean]>([
  [undefined, 'anything', true],
  ['', 'anything', true],
  ['a.c', 'abc', true],
  ['a.c', 'abcd', false],
  ['.*\\.csv', 'gs://lake/x.csv', true],
  // Java's, not JavaScript's:
  ['(?i)ABC', 'abc', true],
  ['my\\-file\\_1', 'my-file_1', true],
  ['\\Qa+b\\E', 'a+b', true],
])('%s and %s: %s', async (pattern, text, matches) => {
  expect((await wholeMatch('regExp', pattern))(text)).toBe(matches);
});

test('what is no expression is told, with the property', async () => {
  const error = await taskErrorOf(wholeMatch('regExp', '('));
  expect(error).toMatchObject({ code: 'BAD_REGEXP', retryable: false, message: expect.stringContaining('regExp: ') });
});
