import type { ConditionNode } from '../../contract/flow.ts';
import type { DocumentPath } from '../../contract/source.ts';
import { isMap, newMap, type Value } from '../../util/values.ts';
import type { BuildContext } from './context.ts';
import { checkPlugin, type PluginRole, placeOf, type ResolvedPlugin, resolvePlugin } from './plugin.ts';

const role: PluginRole = { noun: 'condition', kinds: ['condition'], common: ['type'], unsupported: {}, ownId: true };

/** What a trigger gives its conditions to judge. */
type About = 'date' | 'execution';

/** Builds a list of conditions; what is none is left out. */
export async function buildConditions(
  context: BuildContext,
  value: Value | undefined,
  path: DocumentPath,
  about: About,
): Promise<ConditionNode[]> {
  if (!Array.isArray(value)) return [];
  const conditions: ConditionNode[] = [];
  for (const [index, item] of value.entries()) {
    const condition = await buildCondition(context, item, [...path, index], about);
    if (condition !== undefined) conditions.push(condition);
  }
  return conditions;
}

async function buildCondition(
  context: BuildContext,
  value: Value,
  path: DocumentPath,
  about: About,
): Promise<ConditionNode | undefined> {
  // The schema around it has told what is no map.
  if (!isMap(value)) return undefined;
  const plugin = await resolvePlugin(context, value, path, role);
  if (plugin === undefined) return undefined;
  const { type, schema } = plugin.description;
  if (schema['x-about'] === 'execution' && about !== 'execution') {
    context.at([...path, 'type'], {
      rule: 'wrong-condition',
      message: `${type} judges an execution that ended, but this trigger fires at dates`,
      hint: 'use a condition on the date (DayWeek, TimeBetween, …), Expression, or the trigger property `when`',
    });
  }
  const own = checkPlugin(context, plugin, path, role, about === 'execution' ? 'other-flow' : 'task');
  return { type, ...(await splitHeld(context, plugin, own, path, about)), path };
}

/** Takes conditions inside out of a condition's own properties. */
async function splitHeld(
  context: BuildContext,
  plugin: ResolvedPlugin,
  own: Readonly<Record<string, Value>>,
  path: DocumentPath,
  about: About,
): Promise<Pick<ConditionNode, 'properties' | 'children'>> {
  const properties = newMap();
  const children: Record<string, readonly ConditionNode[]> = {};
  const { properties: known } = plugin.description.schema;
  for (const [name, value] of Object.entries(own)) {
    const place = placeOf(path, name, plugin.origins);
    switch (known[name]?.['x-holds']) {
      case 'conditions':
        if (Array.isArray(value) && value.length === 0) refuseEmpty(context, name, place);
        children[name] = await buildConditions(context, value, place, about);
        break;
      case 'condition-map': {
        const entries = Object.entries(isMap(value) ? value : {});
        if (isMap(value) && entries.length === 0) refuseEmpty(context, name, place);
        for (const [key, item] of entries) {
          const condition = await buildCondition(context, item, [...place, key], about);
          if (condition !== undefined) children[`${name}.${key}`] = [condition];
        }
        break;
      }
      default:
        properties[name] = value;
    }
  }
  return { properties, children };
}

function refuseEmpty(context: BuildContext, name: string, place: DocumentPath): void {
  context.atKey(place, { rule: 'empty', message: `"${name}" must not be empty`, hint: 'add a condition to it' });
}
