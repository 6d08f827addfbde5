import type { PluginKind, PluginType } from '../../contract/registry.ts';
import type { DocumentPath } from '../../contract/source.ts';
import { nearestName } from '../../util/nearest-name.ts';
import { newMap, type ValueMap } from '../../util/values.ts';
import { describeValue, entryOf, toPlain } from '../plain.ts';
import { type Merged, mergeDefaults, type ScopedDefault } from '../plugin-defaults.ts';
import { type Explained, explainViolations } from '../violations.ts';
import type { BuildContext, TemplateSite } from './context.ts';
import { noteDeprecatedProperties, noteDeprecatedType } from './deprecated.ts';
import { checkFormats } from './formats.ts';
import { noteIgnoredProperties } from './ignored-keys.ts';
import { insteadOf } from './instead.ts';
import { checkRendering } from './rendering.ts';
import { checkRiskySettings } from './risky-settings.ts';

/** A plugin's map as authored, its type known, defaults merged in. */
export interface ResolvedPlugin extends Merged {
  readonly description: PluginType;
}

/** What the flow language itself knows of a kind of plugin. */
export interface PluginRole {
  /** `task`, `trigger`, `task runner`: for messages. */
  readonly noun: string;
  readonly kinds: readonly PluginKind[];
  /** Properties that every plugin of this kind has. */
  readonly common: readonly string[];
  /** Known to Kestra, not carried out here; with what they are. */
  readonly unsupported: Readonly<Record<string, string>>;
  /** Of the common ones: those that have no effect here, with the reason. They are not offered. */
  readonly ignored?: Readonly<Record<string, string>>;
  /** `id` is a type's own property, if it has one, not one that all have. */
  readonly ownId?: boolean;
}

/** Finds a plugin's type and merges the defaults; undefined (and a problem) where the type cannot be told. */
export async function resolvePlugin(
  context: BuildContext,
  raw: ValueMap,
  path: DocumentPath,
  role: PluginRole,
): Promise<ResolvedPlugin | undefined> {
  const authoredType = entryOf(raw, 'type');
  if (authoredType === undefined) {
    context.at(path, {
      rule: 'missing-property',
      message: `a ${role.noun} needs the property "type"`,
      hint: misspelt(raw) ?? 'add type:',
    });
    return undefined;
  }
  if (typeof authoredType !== 'string') {
    context.at([...path, 'type'], {
      rule: 'wrong-type',
      message: `expected the name of a type, got ${describeValue(authoredType)}`,
    });
    return undefined;
  }
  const known = context.registry.resolve(authoredType);
  context.usedTypes.push(known === undefined ? [authoredType] : [authoredType, known.type]);
  if (known === undefined) {
    context.at([...path, 'type'], unknownType(context, authoredType, role));
    return undefined;
  }
  if (!role.kinds.includes(known.kind)) {
    context.at([...path, 'type'], {
      rule: 'wrong-kind',
      message: `expected the type of a ${role.noun}, got "${authoredType}", which is a ${known.kind}`,
    });
    return undefined;
  }
  const description = await context.registry.describe(known.type);
  noteDeprecatedType(context, authoredType, description, path);
  const { properties } = description.schema;
  const accepts = (name: string): boolean => Object.hasOwn(properties, name) || role.common.includes(name);
  return { description, ...mergeDefaults(raw, [authoredType, known.type], context.scopes, accepts) };
}

/** The key that was probably meant to be `type`. */
function misspelt(raw: ValueMap): string | undefined {
  const key = Object.keys(raw).find((name) => nearestName(name, ['type']) !== undefined);
  return key === undefined ? undefined : `rename "${key}" to type`;
}

function unknownType(context: BuildContext, type: string, role: PluginRole) {
  const names = context.registry.names().filter(({ kind }) => role.kinds.includes(kind));
  const last = (name: string): string => name.slice(name.lastIndexOf('.') + 1).toLowerCase();
  // The same name of another family (Upload to S3 or to GCS) does another thing.
  const family = /^io\.kestra\.plugin\.[^.]+\./.exec(type)?.[0] ?? '';
  const near =
    names.find((other) => other.type.startsWith(family) && last(other.type) === last(type))?.type ??
    nearestName(
      type,
      names.map((other) => other.type),
      4,
    );
  const message = `no plugin has the type "${type}"`;
  const instead = insteadOf(type);
  if (instead !== undefined)
    return { rule: 'unknown-type', message, hint: `this plugin of Kestra is not built in: ${instead}` };
  if (near !== undefined) return { rule: 'unknown-type', message, hint: `did you mean "${near}"?` };
  const hint = type.startsWith('io.kestra.')
    ? 'it looks like a plugin of Kestra that is not built in (gitphony plugins list shows those that are): a script with the service’s client, or io.kestra.plugin.core.http.Request on its API, does the same work'
    : '`gitphony plugins list` shows the types';
  return { rule: 'unknown-type', message, hint };
}

/**
 * Judges a resolved plugin's own properties, by its schema and by what a schema cannot say (formats, where templates may
 * stand), and answers them without the common ones.
 */
export function checkPlugin(
  context: BuildContext,
  plugin: ResolvedPlugin,
  path: DocumentPath,
  role: PluginRole,
  rendered: TemplateSite['kind'] = 'task',
): ValueMap {
  const { description, properties, origins } = plugin;
  const known = description.schema.properties;
  const own = newMap();
  for (const [key, value] of Object.entries(properties)) {
    if (value === null || key === 'type' || (key === 'id' && role.ownId !== true)) continue;
    const isOwn = Object.hasOwn(known, key);
    if (!isOwn && Object.hasOwn(role.unsupported, key)) {
      context.atKey([...path, key], {
        rule: 'not-supported-yet',
        message: `"${key}" (${role.unsupported[key]}) is not supported yet`,
        hint: `delete ${key}: this version would not obey it`,
      });
    } else if (isOwn || !role.common.includes(key)) own[key] = value;
  }
  const violations = description.validateAuthored(toPlain(own));
  const subject = {
    value: toPlain(own),
    name: description.type,
    known: [...Object.keys(known), ...role.common.filter((name) => isOffered(role, name))],
    refused: description.schema['x-refused'] ?? {},
  };
  context.explained(explainViolations(violations, subject), path, relocation(context, path, origins));
  const place = (property: string): DocumentPath => placeOf(path, property, origins);
  noteDeprecatedProperties(context, known, own, place);
  noteIgnoredProperties(context, known, own, place);
  checkFormats(context, description.schema, own, place);
  checkRendering(context, description.schema, own, place, rendered);
  checkRiskySettings(context, description.schema, own, place);
  return own;
}

function isOffered(role: PluginRole, name: string): boolean {
  return name !== 'id' && name !== 'type' && !Object.hasOwn(role.ignored ?? {}, name);
}

/** Where a top-level property stands: in the plugin's own map, in the flow's pluginDefaults, or (project's) at the type. */
export function placeOf(
  path: DocumentPath,
  property: string,
  origins: ReadonlyMap<string, ScopedDefault>,
): DocumentPath {
  const origin = origins.get(property);
  if (origin === undefined) return [...path, property];
  return origin.path === undefined ? [...path, 'type'] : [...origin.path, 'values', property];
}

/** Moves problems of values that came from defaults to where these stand; those of gitphony.yaml are told at the type. */
export function relocation(context: BuildContext, path: DocumentPath, origins: ReadonlyMap<string, ScopedDefault>) {
  return (explained: Explained): Explained | undefined => {
    const [property, ...rest] = explained.path;
    const origin = typeof property === 'string' ? origins.get(property) : undefined;
    if (property === undefined || origin === undefined || context.document.has([...path, ...explained.path]))
      return undefined;
    if (origin.path !== undefined) return { ...explained, path: [...origin.path, 'values', property, ...rest] };
    const message = `${explained.finding.message} (in "${String(property)}" from pluginDefaults of gitphony.yaml)`;
    return { finding: { ...explained.finding, message }, path: [...path, 'type'], atKey: false };
  };
}
