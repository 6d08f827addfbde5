import { isMap, newMap, ownEntry, type Value } from '../util/values.ts';
import type { ChangeType } from './polling-properties.ts';

/** The names of what a poll found, for the execution to find them again, and which of them were seen before. */
export function nameThings(things: readonly { readonly name: string; readonly changeType: ChangeType }[]): Value {
  const names = things.map(({ name }) => name);
  const updated = things.filter(({ changeType }) => changeType === 'UPDATE').map(({ name }) => name);
  return Object.assign(newMap(), { names }, updated.length === 0 ? {} : { updated });
}

/** The names that {@link nameThings} wrote down; whatever else somebody wrote into the field names nothing. */
export function namedThings(found: Value): ReadonlyMap<string, ChangeType> {
  const updated = new Set(textsOf(found, 'updated'));
  return new Map(textsOf(found, 'names').map((name) => [name, updated.has(name) ? 'UPDATE' : 'CREATE']));
}

function textsOf(found: Value, key: string): readonly string[] {
  const list = isMap(found) ? ownEntry(found, key) : undefined;
  return Array.isArray(list) ? list.filter((item) => typeof item === 'string') : [];
}
