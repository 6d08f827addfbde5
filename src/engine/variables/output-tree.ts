import { isMap, newMap, type Value, type ValueMap } from '../../util/values.ts';

/**
 * A map by task id, as `outputs` and `tasks` of expressions are: what a looped task run holds stands under the values of
 * the loops around it, the outermost first (`outputs.load['2024-01'].uri`).
 */
export function putByTask(root: ValueMap, taskId: string, loopValues: readonly string[], entry: Value): void {
  const path = [taskId, ...loopValues];
  let map = root;
  for (const key of path.slice(0, -1)) {
    const next = Object.hasOwn(map, key) ? map[key] : undefined;
    if (next !== undefined && isMap(next)) {
      map = next;
    } else {
      const made = newMap();
      map[key] = made;
      map = made;
    }
  }
  map[path.at(-1) ?? taskId] = entry;
}

/** Puts an entry whose reading fails: its value was a secret, and was therefore not recorded. */
export function putUnreadable(map: ValueMap, key: string, failure: () => Error): void {
  Object.defineProperty(map, key, {
    enumerable: true,
    configurable: true,
    get: () => {
      throw failure();
    },
  });
}
