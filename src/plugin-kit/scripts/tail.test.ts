import { expect, it } from 'vitest';
import { Tail } from './tail.ts';

it.each([
  [['one'], ['one']],
  [
    ['a\nb', 'c\n\n', ' d  ', 'e', 'f'],
    ['b', 'c', ' d', 'e', 'f'],
  ],
  [['said', '::{"outputs":{"a":1}}::'], ['said']],
  [['y'.repeat(500)], [`${'y'.repeat(200)}…`]],
  [[], []],
])('of the blocks %j remain %j', (blocks, expected) => {
  const tail = new Tail();
  for (const block of blocks) tail.add(block);
  expect(tail.lines()).toEqual(expected);
});

it('keeps little of much', () => {
  const tail = new Tail();
  for (let block = 0; block < 100; block += 1) tail.add(`${'x'.repeat(100_000)}\nline ${block}`);
  expect(tail.lines()).toEqual([`${'x'.repeat(200)}…`, 'line 99']);
});
