import { javaHashOrder } from '../../util/java-hash.ts';
import { isMap, newMap, type Value } from '../../util/values.ts';
import { javaText } from '../runtime/text.ts';

/** Applies a change of text to a value: to each item of a list and each entry of a map, however deep; the rest as text. */
export function mapTexts(value: Value, change: (text: string) => string): Value {
  if (Array.isArray(value)) return value.map((item) => mapTexts(item, change));
  if (!isMap(value)) return change(javaText(value));
  const result = newMap();
  for (const key of javaHashOrder(Object.keys(value))) result[key] = mapTexts(value[key] ?? null, change);
  return result;
}
