import { isMap, newMap, ownEntry, type Value } from '../util/values.ts';

/** The names of what a poll found, for the execution to find them again. */
export function nameThings(names: readonly string[]): Value {
  return Object.assign(newMap(), { names: [...names] });
}

/** The names that {@link nameThings} wrote down; whatever else somebody wrote into the field names nothing. */
export function namedThings(found: Value): ReadonlySet<string> {
  const names = isMap(found) ? ownEntry(found, 'names') : undefined;
  return new Set(Array.isArray(names) ? names.filter((name) => typeof name === 'string') : []);
}
