import { GitphonyError } from '../../contract/errors.ts';
import { Decimal } from '../../util/decimal.ts';
import { isMap, newMap, type Value } from '../../util/values.ts';

/**
 * What a plugin hands back, as a value of the flow language: numbers with a fraction become decimals, dates become texts,
 * entries without a value are left out.
 *
 * @throws GitphonyError OUTPUT_INVALID for what has no place in a record (functions, bytes, symbols)
 */
export function toValue(plain: unknown, path = 'outputs'): Value {
  switch (typeof plain) {
    case 'string':
    case 'boolean':
    case 'bigint':
      return plain;
    case 'number':
      return Number.isSafeInteger(plain) ? plain : new Decimal(plain);
    case 'undefined':
      return null;
    case 'object':
      return objectToValue(plain, path);
    default:
      throw unfit(path, typeof plain);
  }
}

function objectToValue(plain: object | null, path: string): Value {
  if (plain === null || plain instanceof Decimal) return plain;
  if (plain instanceof Date) return plain.toISOString();
  if (Array.isArray(plain)) return plain.map((item, index) => toValue(item, `${path}[${index}]`));
  if (plain instanceof Map) return toValue(Object.fromEntries(plain), path);
  if (ArrayBuffer.isView(plain)) throw unfit(path, 'bytes');
  const map = newMap();
  for (const [key, entry] of Object.entries(plain)) {
    if (entry !== undefined) map[key] = toValue(entry, `${path}.${key}`);
  }
  return map;
}

/** True for nothing and for an empty map: such outputs are neither recorded nor readable, as in Kestra. */
export function isEmptyOutput(value: Value): boolean {
  return value === null || (isMap(value) && Object.keys(value).length === 0);
}

function unfit(path: string, got: string): GitphonyError {
  return new GitphonyError('OUTPUT_INVALID', `${path}: expected data (texts, numbers, lists, maps), got ${got}`, {
    hint: 'this is a fault of the task type: store big or binary data as a file and answer its URI',
  });
}
