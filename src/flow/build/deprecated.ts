import type { PluginSchema } from '../../contract/registry.ts';
import type { DocumentPath } from '../../contract/source.ts';
import { isMap, newMap, type Value, type ValueMap } from '../../util/values.ts';
import type { BuildContext } from './context.ts';

type PropertySchema = Readonly<Record<string, unknown>>;

const deprecated = { severity: 'notice', rule: 'deprecated' } as const;

/** Tells of a type under an older name, and of one that another took the place of. */
export function noteDeprecatedType(
  context: BuildContext,
  authored: string,
  { type, schema }: { readonly type: string; readonly schema: PluginSchema },
  path: DocumentPath,
): void {
  const hint = schema['x-deprecated'];
  if (hint !== undefined) context.at([...path, 'type'], { ...deprecated, message: `${type} is deprecated`, hint });
  else if (authored !== type) tellOlderName(context, [...path, 'type'], authored, type);
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
      context.atKey(path, { ...deprecated, message: `"${name}" is deprecated`, hint });
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
      const rename = { from: key, to: name };
      context.atKey([...path, key], {
        ...deprecated,
        message: `"${key}" is an older name`,
        hint: `write ${name}`,
        rename,
      });
      renamed[name] = value;
    }
  }
  return renamed;
}

/** Tells of a value that has a newer name; the older one still works. */
export function tellOlderName(context: BuildContext, path: DocumentPath, from: string, to: string): void {
  context.at(path, { ...deprecated, message: `${from} is an older name`, hint: `write ${to}`, rename: { from, to } });
}

function isSchemas(value: unknown): value is Readonly<Record<string, PropertySchema>> {
  return isMap(value as Value | undefined);
}
