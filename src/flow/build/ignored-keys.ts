import type { DocumentPath } from '../../contract/source.ts';
import type { Value, ValueMap } from '../../util/values.ts';
import type { BuildContext } from './context.ts';

type PropertySchema = Readonly<Record<string, unknown>>;
type PlaceOf = (key: string) => DocumentPath;

/** Warns of a key that has no effect here, unless it says what is so anyway (`false`). */
export function warnIgnored(
  context: BuildContext,
  { key, value, why }: { readonly key: string; readonly value: Value | undefined; readonly why: string },
  path: DocumentPath,
): void {
  if (value === undefined || value === null || value === false) return;
  context.atKey(path, {
    severity: 'warning',
    rule: 'ignored-key',
    message: `"${key}" has no effect here: it ${why}`,
    hint: 'leave it where the flow runs on a Kestra server too; else delete it',
  });
}

/** Warns of common keys that have no effect here. One that is a type's own property is not meant. */
export function noteIgnoredKeys(
  context: BuildContext,
  map: ValueMap,
  ignored: Readonly<Record<string, string>>,
  place: PlaceOf,
): void {
  for (const [key, why] of Object.entries(ignored)) warnIgnored(context, { key, value: map[key], why }, place(key));
}

/** Warns of a type's own properties that have no effect here (`x-ignored`). */
export function noteIgnoredProperties(
  context: BuildContext,
  properties: Readonly<Record<string, PropertySchema>>,
  values: ValueMap,
  place: PlaceOf,
): void {
  for (const [key, value] of Object.entries(values)) {
    const why = Object.hasOwn(properties, key) ? properties[key]?.['x-ignored'] : undefined;
    if (typeof why === 'string') warnIgnored(context, { key, value, why }, place(key));
  }
}
