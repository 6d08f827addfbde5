import { ownEntry, type ValueMap } from '../../util/values.ts';
import { javaEquals } from './compare.ts';
import { asKind, entryOf } from './kinds.ts';
import { methodTable, textAt } from './method-table.ts';
import { javaText } from './text.ts';

/** Methods of `java.util.Map` (and of its entries) that read. */
export const MAP_METHODS = methodTable<ValueMap>([
  ['size', [], (map) => Object.keys(map).length],
  ['isEmpty', [], (map) => Object.keys(map).length === 0],
  ['toString', [], (map) => javaText(map)],
  ['keySet', [], (map) => asKind(Object.keys(map), 'collection')],
  [
    'values',
    [],
    (map) =>
      asKind(
        Object.keys(map).map((key) => map[key] ?? null),
        'collection',
      ),
  ],
  [
    'entrySet',
    [],
    (map) =>
      asKind(
        Object.keys(map).map((key) => entryOf(key, map[key] ?? null)),
        'collection',
      ),
  ],
  ['get', ['text'], (map, args) => ownEntry(map, textAt(args, 0)) ?? null],
  ['getOrDefault', ['text', 'any'], (map, args) => ownEntry(map, textAt(args, 0)) ?? args[1] ?? null],
  ['containsKey', ['text'], (map, args) => Object.hasOwn(map, textAt(args, 0))],
  [
    'containsValue',
    ['any'],
    (map, args) => Object.keys(map).some((key) => javaEquals(map[key] ?? null, args[0] ?? null)),
  ],
  ['equals', ['any'], (map, args) => javaEquals(map, args[0] ?? null)],
  ['getKey', [], (entry) => ownEntry(entry, 'key') ?? null],
  ['getValue', [], (entry) => ownEntry(entry, 'value') ?? null],
]);
