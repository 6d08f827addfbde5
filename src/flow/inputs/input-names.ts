import type { InputNode } from '../../contract/flow.ts';
import { isMap, newMap, type Value, type ValueMap } from '../../util/values.ts';

/** Given values by input id. A map stands for nested ids where no input has its own name: `{a: {b: 1}}` is `a.b`. */
export function flattenGiven(given: ValueMap, inputs: readonly InputNode[]): Map<string, Value> {
  const ids = new Set(inputs.map(({ id }) => id));
  const flat = new Map<string, Value>();
  const add = (name: string, value: Value): void => {
    const prefix = `${name}.`;
    if (!ids.has(name) && isMap(value) && inputs.some(({ id }) => id.startsWith(prefix))) {
      for (const [key, entry] of Object.entries(value)) add(`${prefix}${key}`, entry);
    } else flat.set(name, value);
  };
  for (const [name, value] of Object.entries(given)) add(name, value);
  return flat;
}

/** Makes maps of ids with dots. */
export function nestIds(entries: Iterable<readonly [string, Value]>): ValueMap {
  const result = newMap();
  for (const [id, value] of entries) {
    const parts = id.split('.');
    const last = parts.pop() ?? id;
    let map = result;
    for (const part of parts) {
      const child = Object.hasOwn(map, part) ? map[part] : undefined;
      const next = isMap(child) ? child : newMap();
      map[part] = next;
      map = next;
    }
    map[last] = value;
  }
  return result;
}
