import { describe, expect, it } from 'vitest';
import { differenceOf } from './printed-text.ts';

describe('what a page says against what was printed', () => {
  it.each([
    ['ids and times may differ', 'execution 1aB2cD3eF4gH5iJ6kL7mN8', 'execution 9zY8xW7vU6tS5rQ4pO3nM2'],
    ['an id may have no digit', 'execution 1aB2cD3eF4gH5iJ6kL7mN8', 'execution gwpQXvWhyUCQXqGHOilAoZ'],
    ['durations may differ', 'SUCCESS in 0.01s, 1 task run', 'SUCCESS in 12.5s, 1 task run'],
    ['lines may be left out', 'first\n…\nlast', 'first\nof\nmany\nlast'],
    ['none may be left out', 'first\n…\nlast', 'first\nlast'],
    ['the rest may be left out', 'first\n…', 'first\nand so on\nuntil here'],
  ])('%s', (_, page, printed) => {
    expect(differenceOf(page, printed)).toBeUndefined();
  });

  it.each([
    ['a word differs', 'Hello, Ada!', 'Hello, Bob!'],
    ['a line is missing', 'first\nsecond', 'first'],
    ['a line is too many', 'first', 'first\nsecond'],
    ['what follows a gap is missing', 'first\n…\nlast', 'first\nof\nmany'],
  ])('%s', (_, page, printed) => {
    expect(differenceOf(page, printed)).toContain(printed.split('\n')[0]);
  });
});
