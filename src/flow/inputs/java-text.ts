import { isMap, type Value } from '../../util/values.ts';

/** A value as Java's `toString` prints it (`[n]`, `{a=1}`): what becomes of the items of an ARRAY of STRING. */
export function javaText(value: Value): string {
  if (Array.isArray(value)) return `[${value.map(javaText).join(', ')}]`;
  if (isMap(value)) {
    const entries = Object.entries(value).map(([key, entry]) => `${key}=${javaText(entry)}`);
    return `{${entries.join(', ')}}`;
  }
  return String(value);
}
