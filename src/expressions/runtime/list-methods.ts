import { CallFailure } from '../../contract/expression.ts';
import type { Value } from '../../util/values.ts';
import { javaEquals } from './compare.ts';
import { isList } from './kinds.ts';
import { intAt, methodTable } from './method-table.ts';
import { javaText } from './text.ts';

function itemAt(list: Value[], index: number): Value {
  const item = isList(list) ? list[index] : undefined;
  if (item === undefined) throw new CallFailure(`expected an index below ${list.length}, but found ${index}`);
  return item;
}

function position(list: Value[], wanted: Value | undefined): number {
  return list.findIndex((item) => javaEquals(item, wanted ?? null));
}

/** Methods of `java.util.List` that read. */
export const LIST_METHODS = methodTable<Value[]>([
  ['size', [], (list) => list.length],
  ['isEmpty', [], (list) => list.length === 0],
  ['toString', [], (list) => javaText(list)],
  ['get', ['int'], (list, args) => itemAt(list, intAt(args, 0))],
  ['getFirst', [], (list) => itemAt(list, 0)],
  ['getLast', [], (list) => itemAt(list, list.length - 1)],
  ['contains', ['any'], (list, args) => position(list, args[0]) !== -1],
  ['indexOf', ['any'], (list, args) => position(list, args[0])],
  ['equals', ['any'], (list, args) => javaEquals(list, args[0] ?? null)],
]);
