import { expect, it } from 'vitest';
import { parseSize } from './sizes.ts';

it.each([
  ['512MB', 512 * 1024 ** 2],
  ['512Mb', 512 * 1024 ** 2],
  ['64m', 64 * 1024 ** 2],
  ['1.5 GiB', 1.5 * 1024 ** 3],
  ['2g', 2 * 1024 ** 3],
  ['1024', 1024],
  ['10B', 10],
])('reads %s', (text, bytes) => expect(parseSize('memory', text)).toBe(bytes));

it.each(['', 'much', '5 lightyears', '-1', 'MB', '1e3'])('refuses "%s"', (text) => {
  expect(() => parseSize('memory.memory', text)).toThrow(`memory.memory: expected a size such as 512MB, got "${text}"`);
});
