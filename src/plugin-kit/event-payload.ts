import { isMap, newMap, ownEntry, type Value, type ValueMap } from '../util/values.ts';

/** The value at a place of GitHub's payload; null where there is none. */
export function payloadAt(payload: ValueMap, ...path: readonly string[]): Value {
  let value: Value = payload;
  for (const step of path) {
    if (!isMap(value)) return null;
    value = ownEntry(value, step) ?? null;
  }
  return value;
}

/** The text at a place of GitHub's payload; empty where there is none. */
export function textAt(payload: ValueMap, ...path: readonly string[]): string {
  const value = payloadAt(payload, ...path);
  return typeof value === 'string' ? value : '';
}

/** The names of the labels of an issue or a pull request. */
export function labelNames(payload: ValueMap, subject: string): string[] {
  const labels = payloadAt(payload, subject, 'labels');
  return Array.isArray(labels) ? labels.flatMap((label) => (isMap(label) ? [textAt(label, 'name')] : [])) : [];
}

/** Whether an action of GitHub's (`opened`) is among those that are waited for. */
export function isWaitedFor(payload: ValueMap, types: readonly string[]): boolean {
  return types.includes(textAt(payload, 'action'));
}

/** Variables of a trigger. */
export function variablesOf(entries: Readonly<ValueMap>): ValueMap {
  return Object.assign(newMap(), entries);
}
