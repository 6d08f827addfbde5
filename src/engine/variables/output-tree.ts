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

/** Takes an entry out again, and the maps of loop values that become empty by it. */
export function removeByTask(root: ValueMap, taskId: string, loopValues: readonly string[]): void {
  const [first, ...rest] = loopValues;
  if (first === undefined) {
    delete root[taskId];
    return;
  }
  const inner = Object.hasOwn(root, taskId) ? root[taskId] : undefined;
  if (inner === undefined || !isMap(inner)) return;
  removeByTask(inner, first, rest);
  if (Object.keys(inner).length === 0) delete root[taskId];
}
