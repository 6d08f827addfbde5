import type { TriggerNode } from '../../contract/flow.ts';
import type { DocumentPath } from '../../contract/source.ts';
import { isMap, newMap, type Value } from '../../util/values.ts';
import { describeValue, entryOf, scalarTextOf, toPlain } from '../plain.ts';
import { ignoredTriggerKeys } from '../schema/ignored.ts';
import { trigger as triggerSchema, unsupportedTriggerKeys } from '../schema/task.ts';
import { validatePart } from '../validate-part.ts';
import { explainViolations } from '../violations.ts';
import type { BuildContext } from './context.ts';
import { buildConditions } from './condition.ts';
import { withNewNames } from './deprecated.ts';
import { noteIgnoredKeys } from './ignored-keys.ts';
import { buildLabels } from './labels.ts';
import { readPollingKeys } from './polling-keys.ts';
import { withTextId } from './text-id.ts';
import { noteTriggerWorker } from './worker.ts';
import { checkPlugin, type PluginRole, placeOf, relocation, resolvePlugin } from './plugin.ts';

const common = Object.keys(triggerSchema.properties);
const role: PluginRole = {
  noun: 'trigger',
  kinds: ['trigger'],
  common,
  unsupported: unsupportedTriggerKeys,
  ignored: ignoredTriggerKeys,
};

/** What keys of triggers were called in earlier versions of Kestra. */
const olderNames: Readonly<Record<string, string>> = {
  scheduleConditions: 'conditions',
  minLogLevel: 'logLevel',
};

/** Builds a flow's triggers; what is none is reported and left out. */
export async function buildTriggers(context: BuildContext, value: Value | undefined): Promise<TriggerNode[]> {
  if (!Array.isArray(value)) return [];
  const triggers: TriggerNode[] = [];
  const seen = new Set<string>();
  for (const [index, item] of value.entries()) {
    const path: DocumentPath = ['triggers', index];
    if (!isMap(item)) {
      context.at(path, {
        rule: 'wrong-type',
        message: `expected a trigger (a map with id and type), got ${describeValue(item)}`,
      });
      continue;
    }
    const raw = withNewNames(context, withTextId(context, item, path), path, olderNames);
    const id = scalarTextOf(entryOf(raw, 'id'));
    if (id !== undefined && seen.has(id)) {
      context.at([...path, 'id'], {
        rule: 'duplicate-id',
        message: `expected each trigger id once in a flow, got "${id}" again`,
        hint: 'rename one of the two',
      });
    }
    if (id !== undefined) seen.add(id);
    const plugin = await resolvePlugin(context, raw, path, role);
    const merged = plugin?.properties ?? raw;
    const own = plugin?.description.schema.properties ?? {};
    const values = newMap();
    for (const name of common) {
      const entry = Object.hasOwn(own, name) && name !== 'id' ? undefined : entryOf(merged, name);
      if (entry !== undefined) values[name] = entry;
    }
    values['type'] ??= '?';
    const plain = toPlain(values);
    const explained = explainViolations(validatePart('trigger', plain), { value: plain, name: 'a trigger' });
    const origins = plugin?.origins ?? new Map();
    context.explained(explained, path, relocation(context, path, origins));
    const place = (key: string): DocumentPath => placeOf(path, key, origins);
    noteTriggerWorker(context, values, place);
    noteIgnoredKeys(context, values, ignoredTriggerKeys, place);
    const inputs = entryOf(merged, 'inputs');
    context.noteTemplates(inputs, placeOf(path, 'inputs', origins), 'flow');
    const labels = buildLabels(context, values['labels'], placeOf(path, 'labels', origins));
    context.noteTemplates(values['labels'], placeOf(path, 'labels', origins), 'flow');
    const when = scalarTextOf(values['when']);
    const about = plugin?.description.schema['x-about'] ?? 'date';
    context.noteTemplates(when, placeOf(path, 'when', origins), about === 'execution' ? 'other-flow' : 'flow');
    const conditions = await buildConditions(
      context,
      values['conditions'],
      placeOf(path, 'conditions', origins),
      about,
    );
    if (plugin === undefined || id === undefined) continue;
    const properties = checkPlugin(context, plugin, path, role);
    const polling = readPollingKeys(context, plugin.description.schema, values, place);
    const description = scalarTextOf(values['description']);
    triggers.push({
      id,
      type: plugin.description.type,
      ...(description === undefined ? {} : { description }),
      disabled: values['disabled'] === true,
      ...polling,
      ...(conditions.length === 0 ? {} : { conditions }),
      ...(when === undefined ? {} : { when }),
      properties,
      inputs: inputs !== undefined && isMap(inputs) ? inputs : newMap(),
      ...(Object.keys(labels).length === 0 ? {} : { labels }),
      path,
    });
  }
  return triggers;
}
