import { newMap, type Value, type ValueMap } from '../../util/values.ts';

/**
 * What a plain list or map stands for where Kestra has a Java type of its own:
 * `collection` a set or the values of a map (no index, no sort), `entry` a map's `key=value`, `loop` the loop variable,
 * `integer-keys` a map literal with number keys.
 */
type Kind = 'collection' | 'entry' | 'loop' | 'integer-keys';

const kinds = new WeakMap<object, Kind>();

/** True when this list or map was made as that kind. */
export function isKind(value: Value, kind: Kind): boolean {
  return typeof value === 'object' && value !== null && kinds.get(value) === kind;
}

/** Marks a list or map. */
export function asKind<T extends Value[] | ValueMap>(value: T, kind: Kind): T {
  kinds.set(value, kind);
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
