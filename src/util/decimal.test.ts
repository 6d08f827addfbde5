import { expect, it } from 'vitest';
import { Decimal } from './decimal.ts';

it.each([
  [4, '4.0'],
  [-0, '-0.0'],
  [0.001, '0.001'],
  [0.000999, '9.99E-4'],
  [9999999, '9999999.0'],
  [10000000, '1.0E7'],
  [1.5e300, '1.5E300'],
  [5e-324, '4.9E-324'],
  [123456.789, '123456.789'],
  [Number.NaN, 'NaN'],
  [Number.NEGATIVE_INFINITY, '-Infinity'],
])('prints %d as Java does: %s', (value, text) => {
  expect(new Decimal(value).toString()).toBe(text);
});
