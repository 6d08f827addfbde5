import { CallFailure } from '../../contract/expression.ts';
import { Decimal } from '../../util/decimal.ts';
import { isMap, ownEntry, type Value } from '../../util/values.ts';
import { isKind } from './kinds.ts';
import { describe, isInteger, isNumeric, isWhole, toDouble } from './numbers.ts';
import { SingleDecimal } from './single.ts';

/** `==`: numbers by their double value, all else as Java's `equals`. */
export function looselyEqual(left: Value, right: Value): boolean {
  if (isNumeric(left) && isNumeric(right)) return toDouble(left) === toDouble(right);
  return javaEquals(left, right);
}

/** Java's `equals`: an Integer 3 is not the Long 3, and neither is 3.0. This is how lists and maps compare what they hold. */
export function javaEquals(left: Value, right: Value): boolean {
  if (left === right) return true;
  if (isNumeric(left) && isNumeric(right)) return numericType(left) === numericType(right) && sameNumber(left, right);
  if (Array.isArray(left)) return Array.isArray(right) && equalLists(left, right);
  if (!isMap(left) || !isMap(right)) return false;
  const keys = Object.keys(left);
  return (
    keys.length === Object.keys(right).length &&
    keys.every((key) => {
      const other = ownEntry(right, key);
      return other !== undefined && javaEquals(left[key] ?? null, other);
    })
  );
}

function equalLists(left: Value[], right: Value[]): boolean {
  return (
    left.length === right.length &&
    isKind(left, 'collection') === isKind(right, 'collection') &&
    left.every((item, index) => javaEquals(item, right[index] ?? null))
  );
}

type NumericType = 'integer' | 'long' | 'float' | 'double';

/** Which of Java's number types a number stands for. */
export function numericType(value: number | bigint | Decimal): NumericType {
  if (value instanceof SingleDecimal) return 'float';
  if (value instanceof Decimal || !isWhole(value)) return 'double';
  return isInteger(value) ? 'integer' : 'long';
}

function sameNumber(left: number | bigint | Decimal, right: number | bigint | Decimal): boolean {
  if (isWhole(left) && isWhole(right)) return BigInt(left) === BigInt(right);
  return Object.is(toDouble(left), toDouble(right));
}

export type ComparisonOperator = '>' | '<' | '>=' | '<=';

/** Order comparison: numbers only; false when a side is null. */
export function compares(operator: ComparisonOperator, left: Value, right: Value): boolean {
  if (left === null || right === null) return false;
  if (!isNumeric(left) || !isNumeric(right)) {
    throw new CallFailure(`expected two numbers, but found ${describe(left)} and ${describe(right)}`, {
      hint: 'turn texts into numbers with `| number`',
    });
  }
  return COMPARISONS[operator](toDouble(left), toDouble(right));
}

const COMPARISONS: Readonly<Record<ComparisonOperator, (left: number, right: number) => boolean>> = {
  '>': (left, right) => left > right,
  '<': (left, right) => left < right,
  '>=': (left, right) => left >= right,
  '<=': (left, right) => left <= right,
};

/** The order of `sort`: numbers of one type, texts by UTF-16 unit, or booleans; never mixed. */
export function naturalOrder(left: Value, right: Value): number {
  if (typeof left === 'string' && typeof right === 'string') return left < right ? -1 : Number(left > right);
  if (typeof left === 'boolean' && typeof right === 'boolean') return Number(left) - Number(right);
  if (isNumeric(left) && isNumeric(right) && numericType(left) === numericType(right)) {
    if (isWhole(left) && isWhole(right)) return left < right ? -1 : Number(left > right);
    return toDouble(left) - toDouble(right);
  }
  throw new CallFailure(`expected values of one type to sort, but found ${describe(left)} and ${describe(right)}`);
}
