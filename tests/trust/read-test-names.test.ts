import { expect, test } from 'vitest';
import { readTestNames } from './read-test-names.ts';

const source = `
test('a plain one', () => {});
  it("one in a group", async () => {});
test.each([1, 2])('each %i', () => {});
test.each(rows)('each of $name', () => {});
test.each([
  { a: 1 },
])('a table', 'skipped by a reason', () => {});
test.skipIf(missing !== undefined)('skipped by a reason', () => {});
test.concurrent(
  'it\\'s on the next line', () => {});
expect('not a test').toBe(1);
`;

test('names of tests are found in each way to write them', () => {
  expect([...readTestNames(source)].sort()).toEqual(
    [
      'a plain one',
      'one in a group',
      'each %i',
      'each of $name',
      'a table',
      'skipped by a reason',
      "it's on the next line",
    ].sort(),
  );
});
