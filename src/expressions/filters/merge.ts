import { CallFailure, defineFilter } from '../../contract/expression.ts';
import { javaHashOrder } from '../../util/java-hash.ts';
import { isMap, newMap, type Value, type ValueMap } from '../../util/values.ts';
import { entryOf, isList } from '../runtime/kinds.ts';
import { describe } from '../runtime/numbers.ts';
import { javaText } from '../runtime/text.ts';

function asItems(items: Value): Value[] {
  if (isList(items)) return items;
  if (isMap(items)) return Object.keys(items).map((key) => entryOf(key, items[key] ?? null));
  throw new CallFailure(`expected a list or a map to merge, but found ${describe(items)}`);
}

/** A Java HashMap roomy enough for both, which decides the order. */
function mergeMaps(left: ValueMap, items: Value): ValueMap {
  const merged = new Map<string, Value>(Object.keys(left).map((key) => [key, left[key] ?? null]));
  let right = 0;
  if (isList(items)) {
    for (const item of items) merged.set(javaText(item), item);
    right = items.length;
  } else if (isMap(items)) {
    for (const key of Object.keys(items)) merged.set(key, items[key] ?? null);
    right = Object.keys(items).length;
  } else throw new CallFailure(`expected a map or a list to merge with a map, but found ${describe(items)}`);
  const room = Object.keys(left).length + right + 16;
  const result = newMap();
  for (const key of javaHashOrder([...merged.keys()], room)) result[key] = merged.get(key) ?? null;
  return result;
}

export const mergeFilter = defineFilter({
  name: 'merge',
  doc: 'A map with the entries of another, or a list with the items of another.',
  arguments: [{ name: 'items', doc: 'A list or a map.' }],
  run(input, args) {
    const items = args['items'] ?? null;
    if (input === null && items === null)
      throw new CallFailure('expected a list or a map on one side, but found null on both');
    if (input === null) return items;
    if (items === null) return input;
    if (isList(input)) return [...input, ...asItems(items)];
    if (isMap(input)) return mergeMaps(input, items);
    throw new CallFailure(`expected a list or a map, but found ${describe(input)}`);
  },
});
