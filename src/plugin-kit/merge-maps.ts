import { isMap, newMap, type Value, type ValueMap } from '../util/values.ts';

/** How two values of one name become one. Maps are merged at every depth; anything else is replaced. */
export interface MergeOptions {
  /** Put lists of one name behind each other, and let null change nothing, as Kestra's state does. Default false. */
  readonly joinLists?: boolean;
}

/** A new map with the entries of both; neither is changed. */
export function mergeMaps(below: Readonly<ValueMap>, above: Readonly<ValueMap>, options: MergeOptions = {}): ValueMap {
  const merged = Object.assign(newMap(), below);
  for (const [name, value] of Object.entries(above)) merged[name] = mergeValue(merged[name], value, options);
  return merged;
}

function mergeValue(below: Value | undefined, above: Value, options: MergeOptions): Value {
  if (isMap(below) && isMap(above)) return mergeMaps(below, above, options);
  if (options.joinLists !== true || below === undefined) return above;
  if (above === null) return below;
  return Array.isArray(below) && Array.isArray(above) ? [...below, ...above] : above;
}
