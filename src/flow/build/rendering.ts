import type { PluginSchema } from '../../contract/registry.ts';
import type { DocumentPath } from '../../contract/source.ts';
import { isMap, type Value, type ValueMap } from '../../util/values.ts';
import { holdsTemplate } from '../plain.ts';
import type { BuildContext, TemplateSite } from './context.ts';

/** Notes the templates of dynamic properties, and refuses templates in properties that are taken as written. */
export function checkRendering(
  context: BuildContext,
  schema: PluginSchema,
  own: ValueMap,
  place: (property: string) => DocumentPath,
  kind: TemplateSite['kind'] = 'task',
): void {
  for (const [name, value] of Object.entries(own)) {
    const property = schema.properties[name];
    if (property === undefined || property['x-holds'] !== undefined) continue;
    if (property['x-rendering'] === 'static') refuseTemplates(context, value, place(name), name);
    else context.noteTemplates(value, place(name), kind);
  }
}

function refuseTemplates(context: BuildContext, value: Value, path: DocumentPath, name: string): void {
  if (typeof value === 'string' && holdsTemplate(value)) {
    context.at(path, {
      rule: 'template-not-allowed',
      message: `"${name}" is taken as written, but holds a template`,
      hint: 'write the value itself',
    });
  } else if (Array.isArray(value)) {
    for (const [index, item] of value.entries()) refuseTemplates(context, item, [...path, index], name);
  } else if (isMap(value)) {
    for (const [key, item] of Object.entries(value)) refuseTemplates(context, item, [...path, key], name);
  }
}
