import { describe, expect, it } from 'vitest';
import { Decimal } from '../util/decimal.ts';
import type { Value } from '../util/values.ts';
import { holds, NotComparable } from './operators.ts';
import type { Operator } from './schema.ts';

const rows: readonly (readonly [Value, Operator, Value, boolean])[] = [
  ['a', 'equalTo', 'a', true],
  [3, 'equalTo', '3', true],
  [new Decimal(3), 'equalTo', 3, true],
  ['3.0', 'equalTo', '3', false],
  [true, 'equalTo', 'true', true],
  [null, 'equalTo', 'null', false],
  [{ a: 1, b: [2] }, 'equalTo', { b: [2], a: 1 }, true],
  ['{"a": 1}', 'equalTo', { a: 1 }, true],
  ['no json', 'equalTo', { a: 1 }, false],
  ['a', 'notEqualTo', 'b', true],
  ['hello', 'contains', 'ell', true],
  [[1, 2], 'contains', 2, true],
  [{ a: null }, 'contains', 'a', true],
  [{ a: 1 }, 'contains', 'toString', false],
  ['hello', 'startsWith', 'he', true],
  ['hello', 'endsWith', 'he', false],
  [2, 'in', [1, 2], true],
  [2, 'notIn', [1, 2], false],
  ['10', 'greaterThan', 9, true],
  [9, 'greaterThanOrEqualTo', 9, true],
  [new Decimal(1.5), 'lessThan', 2, true],
  ['2024-01-02', 'lessThanOrEqualTo', '2024-01-01', false],
  [null, 'isNull', true, true],
  ['', 'isNull', true, false],
  ['', 'isNull', false, true],
  ['x', 'isNotNull', true, true],
];

describe('operators', () => {
  it.each(rows)('%j %s %j is %s', (actual, operator, operand, expected) => {
    expect(holds(operator, actual, operand)).toBe(expected);
  });

  it.each<[Value, Operator, Value]>([
    ['many', 'greaterThan', 3],
    [[1], 'lessThan', 3],
    [null, 'contains', 'a'],
  ])('%j %s %j cannot be compared', (actual, operator, operand) => {
    expect(() => holds(operator, actual, operand)).toThrow(NotComparable);
  });
});
