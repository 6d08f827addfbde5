import { JsonSyntaxError, parseJson } from './json.ts';
import { isMap, newMap, type Value, type ValueMap } from './values.ts';

/** A body as Kestra reads it: JSON where it is JSON, whatever its content type says, else its text; null where it is empty. */
export function readBody(text: string): Value {
  if (text === '') return null;
  try {
    return parseJson(text);
  } catch (error) {
    if (error instanceof JsonSyntaxError) return text;
    throw error;
  }
}

/** Texts by name, each name with a list: what came twice stands twice. */
export function listsByName(pairs: Iterable<readonly [string, string]>): ValueMap {
  const lists = newMap();
  for (const [name, value] of pairs) {
    const list = Object.hasOwn(lists, name) ? lists[name] : undefined;
    if (Array.isArray(list)) list.push(value);
    else lists[name] = [value];
  }
  return lists;
}

/** A map of texts, or of lists of texts, as {@link listsByName} has it; undefined where it is neither. */
export function readLists(value: Value | undefined): ValueMap | undefined {
  if (value === undefined || value === null) return newMap();
  if (!isMap(value)) return undefined;
  const pairs: (readonly [string, string])[] = [];
  for (const [name, entry] of Object.entries(value)) {
    for (const one of Array.isArray(entry) ? entry : [entry]) {
      if (one !== null && typeof one === 'object') return undefined;
      pairs.push([name, String(one)]);
    }
  }
  return listsByName(pairs);
}
