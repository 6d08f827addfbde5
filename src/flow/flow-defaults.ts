import type { PluginDefault } from '../contract/project-config.ts';
import type { DocumentPath } from '../contract/source.ts';
import { isMap, type Value, type ValueMap } from '../util/values.ts';
import type { Flow } from '../contract/flow.ts';
import type { BuildContext } from './build/context.ts';
import { describeValue, entryOf, textOf, toPlain } from './plain.ts';
import { matchesType, type ScopedDefault } from './plugin-defaults.ts';
import type { Finding } from './problem-list.ts';
import { OLDER_FLOW_KEYS } from './schema/flow.ts';
import { validatePart } from './validate-part.ts';
import { type Explained, explainViolations } from './violations.ts';

/** The scopes of defaults, the strongest first: the flow's own, then the project's list from its last entry to its first. */
export function scopesOf(
  own: readonly ScopedDefault[],
  project: readonly PluginDefault[],
): readonly (readonly ScopedDefault[])[] {
  return [own, ...project.map((entry) => [entry]).toReversed()];
}

/** Reads `pluginDefaults` of a flow, under its older name too. */
export function readFlowDefaults(
  flow: ValueMap,
  report: {
    at(path: DocumentPath, finding: Finding): void;
    explained(list: readonly Explained[], base: DocumentPath): void;
  },
): ScopedDefault[] {
  const [key, value] = authoredDefaults(flow);
  if (!Array.isArray(value)) return [];
  const defaults: ScopedDefault[] = [];
  for (const [index, raw] of value.entries()) {
    const path: DocumentPath = [key, index];
    if (!isMap(raw)) {
      report.at(path, {
        rule: 'wrong-type',
        message: `expected a map with type and values, got ${describeValue(raw)}`,
      });
      continue;
    }
    const plain = toPlain(raw);
    const subject = { value: plain, name: 'a plugin default', known: ['type', 'forced', 'values'] };
    report.explained(explainViolations(validatePart('pluginDefault', plain), subject), path);
    const type = textOf(raw, 'type');
    const values = entryOf(raw, 'values');
    if (type !== undefined && isMap(values))
      defaults.push({ type, forced: entryOf(raw, 'forced') === true, values, path });
  }
  return defaults;
}

function authoredDefaults(flow: ValueMap): readonly [string, Value | undefined] {
  const names = ['pluginDefaults', ...Object.keys(OLDER_FLOW_KEYS)];
  const key = names.find((name) => entryOf(flow, name) !== undefined) ?? 'pluginDefaults';
  return [key, entryOf(flow, key)];
}

/** Warns of the flow's defaults that no plugin of the flow takes up. */
export function warnUnusedDefaults(context: BuildContext, own: readonly ScopedDefault[], flow: Flow): void {
  const readers = readersOf(context, flow);
  for (const { type, path } of own) {
    if (path === undefined || [...context.usedTypes, readers].some((names) => matchesType(type, names))) continue;
    context.at([...path, 'type'], {
      severity: 'warning',
      rule: 'unused-defaults',
      message: `no task, trigger or runner of this flow has a type that begins with "${type}"`,
      hint: 'check the name, or delete the entry',
    });
  }
}

/** The types that read addresses for the flow: of those that stand in it, and of any where a FILE input may be given one. */
function readersOf(context: BuildContext, { inputs }: Flow): readonly string[] {
  const anyMayCome = inputs.some(({ type }) => type === 'FILE');
  return Object.entries(context.registry.addresses()).flatMap(([scheme, { type }]) =>
    anyMayCome || context.document.text.includes(`${scheme}://`) ? [type] : [],
  );
}
