import { CallFailure } from '../../contract/expression.ts';
import { isMap, ownEntry, type Value, type ValueMap } from '../../util/values.ts';
import { isKind, isList } from './kinds.ts';
import { callMethod } from './methods.ts';
import { isNumeric } from './numbers.ts';
import { javaText } from './text.ts';

const INDEX = /^[+-]?[0-9]{1,10}$/;

/**
 * `target[key]` or `target.key(arguments)`: own entries of a map, items of a list, and the closed table of methods.
 * Nothing of JavaScript's own (prototype, constructor, `length` of an array) can be reached. Undefined: there is no such attribute.
 */
export function readAttribute(
  target: Exclude<Value, null>,
  key: Value,
  args: readonly Value[] | undefined,
): Value | undefined {
  if (args === undefined) {
    if (isMap(target)) return mapEntry(target, key);
    if (isList(target)) {
      const text = javaText(key);
      if (INDEX.test(text)) return target[Number(text)];
    }
  }
  return callMethod(target, javaText(key), args ?? [], args === undefined);
}

function mapEntry(map: ValueMap, key: Value): Value | undefined {
  if (isNumeric(key) && !isKind(map, 'integer-keys')) {
    throw new CallFailure(`expected a text as key of a map, but found the number ${javaText(key)}`, {
      hint: `quote it: ['${javaText(key)}']`,
    });
  }
  if (key === null) throw new CallFailure('expected a text as key of a map, but found null');
  return ownEntry(map, javaText(key));
}
