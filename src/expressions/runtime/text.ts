import { javaDoubleText } from '../../util/decimal.ts';
import { printJson } from '../../util/json.ts';
import { isMap, newMap, type Value, type ValueMap } from '../../util/values.ts';
import { isKind } from './kinds.ts';

/** A value as Java's `String.valueOf` writes it: `{a=1, b=[x, null]}`. This is what `~`, `join` and `string` see. */
export function javaText(value: Value): string {
  if (typeof value === 'string') return value;
  if (typeof value === 'number') return Number.isInteger(value) ? String(value) : javaDoubleText(value);
  if (Array.isArray(value)) return `[${value.map(javaText).join(', ')}]`;
  if (!isMap(value)) return String(value);
  if (isKind(value, 'entry')) return `${javaText(value['key'] ?? null)}=${javaText(value['value'] ?? null)}`;
  return `{${Object.keys(value)
    .map((key) => `${key}=${javaText(value[key] ?? null)}`)
    .join(', ')}}`;
}

/** What `{{ value }}` prints: nothing for null, JSON without null entries for a map or list, else its text. */
export function printedText(value: Value): string {
  if (value === null) return '';
  if (typeof value !== 'object') return javaText(value);
  return isKind(value, 'entry') || isKind(value, 'loop') || !(Array.isArray(value) || isMap(value))
    ? javaText(value)
    : jsonText(value);
}

/** JSON as Kestra writes it: no null entries in maps; an entry becomes `{"key":value}`. */
export function jsonText(value: Value): string {
  return printJson(plainEntries(value), { omitNulls: true });
}

/** Turns map entries inside of a list into maps of one key. */
function plainEntries(value: Value): Value {
  if (Array.isArray(value)) return value.some((item) => isKind(item, 'entry')) ? value.map(plainEntries) : value;
  if (!isKind(value, 'entry') || !isMap(value)) return value;
  const plain: ValueMap = newMap();
  plain[javaText(value['key'] ?? null)] = value['value'] ?? null;
  return plain;
}
