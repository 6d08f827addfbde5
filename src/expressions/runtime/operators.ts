import { CallFailure } from '../../contract/expression.ts';
import { isMap, type Value } from '../../util/values.ts';
import { javaEquals } from './compare.ts';
import { isKind, isList } from './kinds.ts';
import { arithmetic, describe, isNumeric, isWhole, toCount, toDouble } from './numbers.ts';
import { javaText } from './text.ts';

/** A list in memory; more is a mistake (`1..1000000000`). */
export const MAX_RANGE = 1_000_000;

/** `+`: texts join (null too, as the word), a list takes one or many more, else numbers add. */
export function add(left: Value, right: Value): Value {
  if (typeof left === 'string' || typeof right === 'string') return javaText(left) + javaText(right);
  if (isList(left)) return Array.isArray(right) ? [...left, ...right] : [...left, right];
  return arithmetic('+', left, right);
}

/** `-`: a list without the first equal one, or without all that stand in the other list; else numbers. */
export function subtract(left: Value, right: Value): Value {
  if (!isList(left)) return arithmetic('-', left, right);
  if (Array.isArray(right)) return left.filter((item) => !right.some((other) => javaEquals(item, other)));
  const index = left.findIndex((item) => javaEquals(item, right));
  return index === -1 ? [...left] : left.toSpliced(index, 1);
}

/** `contains`: items of a list, keys of a map, part of a text; Java's `equals` decides, so an Integer does not contain a Long. */
export function contains(left: Value, right: Value): boolean {
  if (left === null) return false;
  if (typeof left === 'string') return left.includes(javaText(right));
  if (Array.isArray(left)) {
    const wanted = Array.isArray(right) ? right : [right];
    return wanted.every((one) => left.some((item) => javaEquals(item, one)));
  }
  if (isMap(left)) return typeof right === 'string' && Object.hasOwn(left, right);
  throw new CallFailure(`expected a list, map or text before "contains", but found ${describe(left)}`);
}

/** `isIn`: compares as text; null is in nothing. */
export function isIn(left: Value, right: Value): boolean {
  if (left === null || right === null) return false;
  const text = javaText(left);
  if (Array.isArray(right)) return right.some((item) => item !== null && javaText(item) === text);
  if (isMap(right)) return !isKind(right, 'entry') && Object.hasOwn(right, text);
  return false;
}

/** `a..b` and `range(a, b, step)`: both ends included; numbers, or texts of one character. */
export function range(start: Value, end: Value, step: Value): Value[] {
  const by = step === null ? 1n : isNumeric(step) ? BigInt(toCount(step) ?? 0) : undefined;
  if (by === undefined || by === 0n) throw new CallFailure(`expected a step other than 0, but found ${describe(step)}`);
  if (isNumeric(start) && isNumeric(end)) return numbersBetween(toLong(start), toLong(end), by);
  if (typeof start === 'string' && typeof end === 'string' && start.length === 1 && end.length === 1) {
    const codes = numbersBetween(BigInt(start.charCodeAt(0)), BigInt(end.charCodeAt(0)), by);
    return codes.map((code) => String.fromCharCode(Number(code)));
  }
  throw new CallFailure(
    `expected a range of two numbers or two texts of one character, but found ${describe(start)} and ${describe(end)}`,
  );
}

function toLong(value: Value): bigint {
  if (isWhole(value)) return BigInt(value);
  return isNumeric(value) ? BigInt(Math.trunc(toDouble(value)) || 0) : 0n;
}

function numbersBetween(start: bigint, end: bigint, step: bigint): Value[] {
  const count = (end - start) / step + 1n;
  if (count > BigInt(MAX_RANGE))
    throw new CallFailure(`expected a range of at most ${MAX_RANGE} items, but found ${count}`);
  const items: Value[] = [];
  for (let item = start; step > 0n ? item <= end : item >= end; item += step) items.push(item);
  return items;
}
