import { newMap, type Value, type ValueMap } from '../../util/values.ts';

/**
 * What a plain list or map stands for where Kestra has a Java type of its own:
 * `collection` a set or the values of a map (no index, no sort), `entry` a map's `key=value`, `loop` the loop variable,
 * `integer-keys` a map literal with number keys.
 */
type Kind = 'collection' | 'entry' | 'loop' | 'integer-keys';

/** Where the mark stands: a symbol, so that no key of a map can be it, and neither JSON nor a loop sees it. */
const KIND = Symbol('kind');

interface Marked {
  [KIND]?: Kind;
}

/** True when this list or map was made as that kind. */
export function isKind(value: Value, kind: Kind): boolean {
  return typeof value === 'object' && value !== null && (value as Marked)[KIND] === kind;
}

/** Marks a list or map that was just made. */
export function asKind<T extends Value[] | ValueMap>(value: T, kind: Kind): T {
  (value as Marked)[KIND] = kind;
  return value;
}

/** A list that can be sorted, sliced and indexed: not a set of keys or the values of a map. */
export function isList(value: Value | undefined): value is Value[] {
  return Array.isArray(value) && !isKind(value, 'collection');
}

/** A map's entry, as a loop over a map gives it. */
export function entryOf(key: string, value: Value): ValueMap {
  const entry = newMap();
  entry['key'] = key;
  entry['value'] = value;
  return asKind(entry, 'entry');
}
