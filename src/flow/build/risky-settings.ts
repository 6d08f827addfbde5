import type { PluginSchema } from '../../contract/registry.ts';
import type { DocumentPath } from '../../contract/source.ts';
import { isMap, type Value, type ValueMap } from '../../util/values.ts';
import type { BuildContext } from './context.ts';

type Part = Readonly<Record<string, unknown>>;

/** Warns of values that a schema calls risky (`x-warning`), however deep they stand. */
export function checkRiskySettings(
  context: BuildContext,
  schema: PluginSchema,
  own: ValueMap,
  place: (property: string) => DocumentPath,
): void {
  for (const [name, property] of Object.entries(schema.properties)) {
    const value = own[name];
    if (value !== undefined) visit(context, property, value, place(name));
  }
}

function visit(context: BuildContext, schema: Part, value: Value, path: DocumentPath): void {
  const {
    properties,
    items,
    'x-warning': warning,
  } = schema as {
    properties?: Readonly<Record<string, Part>>;
    items?: Part;
    'x-warning'?: { readonly pattern: string; readonly text: string };
  };
  if (warning !== undefined && isScalar(value) && new RegExp(warning.pattern, 'u').test(String(value))) {
    context.at(path, { severity: 'warning', rule: 'risky-setting', message: warning.text });
  }
  if (Array.isArray(value) && items !== undefined) {
    value.forEach((item, index) => visit(context, items, item, [...path, index]));
  } else if (isMap(value) && properties !== undefined) {
    for (const [name, child] of Object.entries(properties)) {
      const inner = value[name];
      if (inner !== undefined) visit(context, child, inner, [...path, name]);
    }
  }
}

function isScalar(value: Value): value is string | boolean {
  return typeof value === 'string' || typeof value === 'boolean';
}
