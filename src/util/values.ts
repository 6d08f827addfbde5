import { Decimal } from './decimal.ts';

/**
 * What flows compute with. Integers are `number` (`bigint` beyond 2^53), decimals are `Decimal`: so `4` and `4.0` stay
 * different from YAML, JSON and the journal to the printed text.
 */
export type Value = null | boolean | number | bigint | string | Decimal | Value[] | ValueMap;

/** A map with text keys, in order of insertion. Read it with `Object.hasOwn`: its prototype is nobody's business. */
export interface ValueMap {
  [key: string]: Value;
}

/** True for a map: not null, a list or a decimal. */
export function isMap(value: Value | undefined): value is ValueMap {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Decimal);
}

/** An empty map without a prototype, so that a key such as `__proto__` is a key like any other. */
export function newMap(): ValueMap {
  return Object.create(null) as ValueMap;
}

/** An own entry of a map; undefined when it has none by that name. */
export function ownEntry(map: ValueMap, key: string): Value | undefined {
  return Object.hasOwn(map, key) ? map[key] : undefined;
}

/** Plain JavaScript as plugins want it: decimals become numbers, a `bigint` stays only where a number would lose digits. */
export function unwrap(value: Value): unknown {
  if (value === null || typeof value !== 'object') {
    if (typeof value !== 'bigint') return value;
    return value >= BigInt(Number.MIN_SAFE_INTEGER) && value <= BigInt(Number.MAX_SAFE_INTEGER) ? Number(value) : value;
  }
  if (value instanceof Decimal) return value.value;
  if (Array.isArray(value)) return value.map(unwrap);
  const plain: Record<string, unknown> = {};
  for (const key of Object.keys(value)) {
    const entry = ownEntry(value, key);
    if (entry === undefined) continue;
    Object.defineProperty(plain, key, { value: unwrap(entry), enumerable: true, writable: true, configurable: true });
  }
  return plain;
}
