import { Decimal } from '../util/decimal.ts';
import { parseJson, printJson } from '../util/json.ts';
import { isMap, type Value } from '../util/values.ts';
import type { Operator } from './schema.ts';

/** Why a comparison cannot be made: the value is of the wrong kind. */
export class NotComparable extends Error {}

/** Whether a comparison holds. Fails with NotComparable where the value's kind does not allow it. */
export function holds(operator: Operator, actual: Value, operand: Value): boolean {
  switch (operator) {
    case 'equalTo':
      return same(actual, operand);
    case 'notEqualTo':
      return !same(actual, operand);
    case 'contains':
      return contains(actual, operand);
    case 'startsWith':
      return text(actual, operator).startsWith(plainText(operand));
    case 'endsWith':
      return text(actual, operator).endsWith(plainText(operand));
    case 'in':
      return list(operand).some((item) => same(actual, item));
    case 'notIn':
      return !list(operand).some((item) => same(actual, item));
    case 'greaterThan':
      return order(actual, operand, operator) > 0;
    case 'greaterThanOrEqualTo':
      return order(actual, operand, operator) >= 0;
    case 'lessThan':
      return order(actual, operand, operator) < 0;
    case 'lessThanOrEqualTo':
      return order(actual, operand, operator) <= 0;
    case 'isNull':
      return (actual === null) === (operand === true);
    case 'isNotNull':
      return (actual !== null) === (operand === true);
    default:
      return unknown(operator);
  }
}

/** A value as texts show and compare it: scalars as they print, lists and maps as JSON. */
export function plainText(value: Value): string {
  if (value === null) return 'null';
  if (typeof value === 'object' && !(value instanceof Decimal)) return printJson(value);
  return String(value);
}

/** Numbers by their size, lists and maps by what they hold, everything else by its text: `"3"` and `3` are the same. */
function same(left: Value, right: Value): boolean {
  if (left === null || right === null) return left === right;
  if (isCompound(left) || isCompound(right)) return canonical(left) === canonical(right);
  const [a, b] = [toNumber(left), toNumber(right)];
  if (isNumeric(left) && a !== undefined && b !== undefined) return a === b;
  return plainText(left) === plainText(right);
}

function contains(actual: Value, operand: Value): boolean {
  if (Array.isArray(actual)) return actual.some((item) => same(item, operand));
  if (isMap(actual)) return Object.hasOwn(actual, plainText(operand));
  return text(actual, 'contains').includes(plainText(operand));
}

function order(actual: Value, operand: Value, operator: Operator): number {
  const [a, b] = [toNumber(actual), toNumber(operand)];
  if (a !== undefined && b !== undefined) return Math.sign(a - b);
  if (typeof actual === 'string' && typeof operand === 'string' && a === undefined && b === undefined) {
    const [from, to] = [Date.parse(actual), Date.parse(operand)];
    if (!Number.isNaN(from) && !Number.isNaN(to)) return Math.sign(from - to);
  }
  throw new NotComparable(`${operator} compares numbers or dates`);
}

function text(value: Value, operator: Operator): string {
  if (value === null) throw new NotComparable(`${operator} looks into a text or a list`);
  return plainText(value);
}

function list(operand: Value): readonly Value[] {
  return Array.isArray(operand) ? operand : [operand];
}

function isNumeric(value: Value): boolean {
  return typeof value === 'number' || typeof value === 'bigint' || value instanceof Decimal;
}

function toNumber(value: Value): number | undefined {
  if (value instanceof Decimal) return value.value;
  if (typeof value === 'number' || typeof value === 'bigint') return Number(value);
  if (typeof value !== 'string' || !/^\s*[+-]?\d+(\.\d+)?([eE][+-]?\d+)?\s*$/.test(value)) return undefined;
  return Number(value);
}

function isCompound(value: Value): boolean {
  return Array.isArray(value) || isMap(value);
}

/** A list or map as text with its keys in order; a text that holds one counts as what it holds. */
function canonical(value: Value): string {
  if (typeof value !== 'string') return printJson(sorted(value));
  try {
    return printJson(sorted(parseJson(value)));
  } catch {
    // No JSON: an ordinary text, which is the same as no list and no map.
    return JSON.stringify(value);
  }
}

function sorted(value: Value): Value {
  if (value instanceof Decimal) return Number.isInteger(value.value) ? value.value : value;
  if (Array.isArray(value)) return value.map(sorted);
  if (!isMap(value)) return value;
  const keys = Object.keys(value).toSorted();
  return Object.fromEntries(keys.map((key) => [key, sorted(value[key] ?? null)]));
}

function unknown(operator: never): never {
  throw new Error(`there is no operator ${String(operator)}`);
}
