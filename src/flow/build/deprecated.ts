import type { PluginSchema } from '../../contract/registry.ts';
import type { DocumentPath } from '../../contract/source.ts';
import { isMap, newMap, type Value, type ValueMap } from '../../util/values.ts';
import type { BuildContext } from './context.ts';

type PropertySchema = Readonly<Record<string, unknown>>;

/** Tells of a type under an older name, and of one that another took the place of. */
export function noteDeprecatedType(
  context: BuildContext,
  authored: string,
  { type, schema }: { readonly type: string; readonly schema: PluginSchema },
  path: DocumentPath,
): void {
  const hint = schema['x-deprecated'];
  if (hint !== undefined) tell(context, [...path, 'type'], `${type} is deprecated`, hint);
  else if (authored !== type) tell(context, [...path, 'type'], `${authored} is an older name`, `write ${type}`);
}

/** Tells of the properties that something took the place of, those of maps inside too. Only of what stands in this file. */
export function noteDeprecatedProperties(
  context: BuildContext,
  properties: Readonly<Record<string, PropertySchema>>,
  values: ValueMap,
  place: (property: string) => DocumentPath,
): void {
  for (const [name, value] of Object.entries(values)) {
    const schema = Object.hasOwn(properties, name) ? properties[name] : undefined;
    if (schema === undefined || value === null) continue;
    const path = place(name);
    const hint = schema['x-deprecated'];
    if (typeof hint === 'string' && context.document.has(path)) {
      tellAtKey(context, path, `"${name}" is deprecated`, hint);
    }
    const inner = schema['properties'];
    if (isMap(value) && isSchemas(inner)) noteDeprecatedProperties(context, inner, value, (key) => [...path, key]);
  }
}

/** The map with older names of its keys replaced by those of today, each told. One that stands beside its new name stays. */
export function withNewNames(
  context: BuildContext,
  raw: ValueMap,
  path: DocumentPath,
  names: Readonly<Record<string, string>>,
): ValueMap {
  if (!Object.keys(raw).some((key) => Object.hasOwn(names, key))) return raw;
  const renamed = newMap();
  for (const [key, value] of Object.entries(raw)) {
    const name = Object.hasOwn(names, key) ? names[key] : undefined;
    if (name === undefined || Object.hasOwn(raw, name)) renamed[key] = value;
    else {
      tellAtKey(context, [...path, key], `"${key}" is an older name`, `write ${name}`);
      renamed[name] = value;
    }
  }
  return renamed;
}

/** Tells of something that has a newer name; it still works. */
export function tell(context: BuildContext, path: DocumentPath, message: string, hint: string): void {
  context.at(path, { severity: 'notice', rule: 'deprecated', message, hint });
}

function tellAtKey(context: BuildContext, path: DocumentPath, message: string, hint: string): void {
  context.atKey(path, { severity: 'notice', rule: 'deprecated', message, hint });
}

function isSchemas(value: unknown): value is Readonly<Record<string, PropertySchema>> {
  return isMap(value as Value | undefined);
}
