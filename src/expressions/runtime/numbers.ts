import { CallFailure } from '../../contract/expression.ts';
import { Decimal } from '../../util/decimal.ts';
import type { Value } from '../../util/values.ts';
import { SingleDecimal } from './single.ts';
import { javaText } from './text.ts';

/**
 * A number of one of Java's types. Integer: a `number` of 32 bits, from inputs, JSON and counts. Long: a `bigint`, or a
 * `number` beyond 32 bits. The two are equal under `==` but not inside a list, as on a Kestra server.
 */
export type Numeric = number | bigint | Decimal;
export type ArithmeticOperator = '+' | '-' | '*' | '/' | '%';

const MAX_INTEGER = 2 ** 31 - 1;
const MIN_INTEGER = -(2 ** 31);

export function isNumeric(value: Value | undefined): value is Numeric {
  return typeof value === 'number' || typeof value === 'bigint' || value instanceof Decimal;
}

export function isWhole(value: Value | undefined): value is number | bigint {
  return typeof value === 'bigint' || (typeof value === 'number' && Number.isInteger(value));
}

/** True for Java's Integer, false for its Long. */
export function isInteger(value: Value | undefined): boolean {
  return typeof value === 'number' && Number.isInteger(value) && value <= MAX_INTEGER && value >= MIN_INTEGER;
}

export function toDouble(value: Numeric): number {
  return value instanceof Decimal ? value.value : Number(value);
}

/** An integer as an index or count; undefined when it is none or beyond what a count can be. */
export function toCount(value: Value | undefined): number | undefined {
  if (!isWhole(value)) return undefined;
  const count = Number(value);
  return Number.isSafeInteger(count) ? count : undefined;
}

/** Arithmetic as Java widens it: double over float over 64-bit integers, which wrap around. Numbers in texts count, except for `+`. */
export function arithmetic(operator: ArithmeticOperator, left: Value, right: Value): Value {
  const a = toNumeric(left);
  const b = toNumeric(right);
  if (isWhole(a) && isWhole(b)) return integerArithmetic(operator, BigInt(a), BigInt(b));
  const result = DOUBLE_OPERATIONS[operator](toDouble(a), toDouble(b));
  const isDouble = [a, b].some((side) => !isWhole(side) && !(side instanceof SingleDecimal));
  return isDouble ? new Decimal(result) : new SingleDecimal(result);
}

function toNumeric(value: Value): Numeric {
  if (isNumeric(value)) return value;
  if (typeof value === 'string') {
    if (/^[+-]?[0-9]+$/.test(value)) return BigInt(value.replace(/^\+/, ''));
    if (/^\s*[+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]+)?\s*$/.test(value)) return new Decimal(Number(value));
  }
  throw new CallFailure(`expected a number, but found ${describe(value)}`);
}

function integerArithmetic(operator: ArithmeticOperator, left: bigint, right: bigint): bigint {
  if ((operator === '/' || operator === '%') && right === 0n) throw new CallFailure('division by zero');
  return BigInt.asIntN(64, INTEGER_OPERATIONS[operator](left, right));
}

const INTEGER_OPERATIONS: Readonly<Record<ArithmeticOperator, (left: bigint, right: bigint) => bigint>> = {
  '+': (left, right) => left + right,
  '-': (left, right) => left - right,
  '*': (left, right) => left * right,
  '/': (left, right) => left / right,
  '%': (left, right) => left % right,
};

const DOUBLE_OPERATIONS: Readonly<Record<ArithmeticOperator, (left: number, right: number) => number>> = {
  '+': (left, right) => left + right,
  '-': (left, right) => left - right,
  '*': (left, right) => left * right,
  '/': (left, right) => left / right,
  '%': (left, right) => left % right,
};

/** A value for an error message: short, with its type. */
export function describe(value: Value | undefined): string {
  if (value === undefined) return 'nothing';
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'string') return `the text '${value.length > 40 ? `${value.slice(0, 40)}…` : value}'`;
  return typeof value === 'object' && !(value instanceof Decimal) ? 'a map' : javaText(value);
}
