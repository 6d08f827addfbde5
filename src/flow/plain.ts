import { Decimal } from '../util/decimal.ts';
import { isMap, type Value, type ValueMap } from '../util/values.ts';

/** A value as JSON Schema validators want it: decimals and bigints as numbers, null entries of the outermost map left out (null is "not set" to Kestra). */
export function toPlain(value: Value): unknown {
  if (!isMap(value)) return plain(value);
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, entry]) => entry !== null)
      .map(([key, entry]) => [key, plain(entry)]),
  );
}

function plain(value: Value): unknown {
  if (typeof value === 'bigint') return Number(value);
  if (value === null || typeof value !== 'object') return value;
  if (value instanceof Decimal) return value.value;
  if (Array.isArray(value)) return value.map(plain);
  return Object.fromEntries(Object.entries(value).map(([key, entry]) => [key, plain(entry)]));
}

/** A map's entry; null counts as missing. */
export function entryOf(value: ValueMap, key: string): Value | undefined {
  return Object.hasOwn(value, key) ? (value[key] ?? undefined) : undefined;
}

/** A map's entry where it is a text. */
export function textOf(value: ValueMap, key: string): string | undefined {
  const entry = entryOf(value, key);
  return typeof entry === 'string' ? entry : undefined;
}

/** A scalar as the text that Kestra makes of it; undefined for maps, lists and null. */
export function scalarTextOf(value: Value | undefined): string | undefined {
  if (value === undefined || value === null) return undefined;
  if (typeof value === 'object') return value instanceof Decimal ? value.toString() : undefined;
  return String(value);
}

/** True where a text holds a template. */
export function holdsTemplate(text: string): boolean {
  return text.includes('{{') || text.includes('{%');
}

/** A value for a message: a scalar as its text, anything else by its kind. */
export function showValue(value: Value): string {
  return scalarTextOf(value) ?? describeValue(value);
}

/** A value as an error names it: kind and, for scalars, the value itself, cut at 60 characters. */
export function describeValue(value: unknown): string {
  if (value === undefined || value === null) return 'nothing';
  if (Array.isArray(value)) return 'a list';
  if (value instanceof Decimal) return value.toString();
  switch (typeof value) {
    case 'string':
      return `"${value.length > 60 ? `${value.slice(0, 57)}…` : value}"`.replaceAll('\n', '\\n');
    case 'number':
    case 'bigint':
    case 'boolean':
      return String(value);
    default:
      return 'a map';
  }
}
