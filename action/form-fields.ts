import { printJson } from '../src/util/json.ts';
import type { ValueMap } from '../src/util/values.ts';

/** The fields of a form that were filled in, as the texts that a dispatch takes. */
export function formFields(inputs: ValueMap): Readonly<Record<string, string>> {
  const given = Object.entries(inputs).filter(([, value]) => value !== '' && value !== null);
  return Object.fromEntries(
    given.map(([field, value]) => [field, typeof value === 'string' ? value : printJson(value)]),
  );
}
