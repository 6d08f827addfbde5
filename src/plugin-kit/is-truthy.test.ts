import { expect, it } from 'vitest';
import { isTruthy } from './is-truthy.ts';

it.each(['', 'false', '0', '-0'])('%j is false', (text) => {
  expect(isTruthy(text)).toBe(false);
});

it.each(['true', 'False', 'no', ' ', '1', 'null', '[]'])('%j is true', (text) => {
  expect(isTruthy(text)).toBe(true);
});
