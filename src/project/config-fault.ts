import type { SchemaViolation } from '../contract/registry.ts';
import { didYouMean } from '../util/nearest-name.ts';
import { projectConfigSchema } from './config-schema.ts';

/** A violation of `gitphony.yaml`'s schema in words: what was expected, what came, what was probably meant. */
export function describeFault(path: readonly string[], value: unknown, violation: SchemaViolation): string {
  const { keyword, params, message } = violation;
  const place = path.length === 0 ? 'the file' : `"${path.join('.')}"`;
  if (keyword === 'additionalProperties') {
    const name = String(params['additionalProperty']);
    const known = settingsAt(path);
    return withMeant(`${place} has no property "${name}"`, didYouMean(name, known) ?? listOf(known));
  }
  if (keyword === 'required') return `${place} needs the property "${String(params['missingProperty'])}"`;
  if (keyword === 'enum') {
    const allowed = (params['allowedValues'] as readonly unknown[]).map(String);
    const meant = typeof value === 'string' ? didYouMean(value, allowed) : undefined;
    return withMeant(`${place} expects one of ${allowed.join(', ')}, got ${shown(value)}`, meant);
  }
  if (keyword === 'pattern' && path.join('.') === 'action') {
    return `${place} expects a path such as ./action, or owner/name/path@<commit of 40 hex digits>, got ${shown(value)}`;
  }
  if (keyword === 'pattern') {
    const form = /`[^`]+`/.exec(schemaAt(path)?.description ?? '')?.[0];
    if (form !== undefined) return `${place} expects ${form.slice(1, -1)}, got ${shown(value)}`;
  }
  return `${place} ${message ?? `breaks the rule ${keyword}`}, got ${shown(value)}`;
}

/** Every setting of `gitphony.yaml`, for a hint: a user's repository has no copy of our docs. */
export function settingsHint(): string {
  return `the settings are ${settingsAt([]).join(', ')}; a project without the file has the defaults`;
}

function withMeant(text: string, meant: string | undefined): string {
  return meant === undefined ? text : `${text}, ${meant}`;
}

function listOf(names: readonly string[]): string | undefined {
  return names.length === 0 ? undefined : `it knows ${names.join(', ')}`;
}

const LONGEST_VALUE = 60;

function shown(value: unknown): string {
  if (value === undefined) return 'nothing';
  const text = JSON.stringify(value);
  return text.length > LONGEST_VALUE ? `${text.slice(0, LONGEST_VALUE)}…` : text;
}

/** Names of the settings that a map at this place may have. */
function settingsAt(path: readonly string[]): readonly string[] {
  const schema = schemaAt(path);
  return Object.keys(schema?.properties ?? schema?.then?.properties ?? {});
}

function schemaAt(path: readonly string[]): SchemaPart | undefined {
  let schema: SchemaPart | undefined = projectConfigSchema as unknown as SchemaPart;
  for (const step of path) schema = partAt(schema, step);
  return schema;
}

interface SchemaPart {
  readonly description?: string;
  readonly properties?: Readonly<Record<string, SchemaPart>>;
  readonly additionalProperties?: SchemaPart | false;
  readonly items?: SchemaPart;
  readonly then?: SchemaPart;
}

function partAt(schema: SchemaPart | undefined, step: string): SchemaPart | undefined {
  const properties = schema?.properties ?? schema?.then?.properties;
  if (properties !== undefined && Object.hasOwn(properties, step)) return properties[step];
  if (schema?.items !== undefined && /^\d+$/.test(step)) return schema.items;
  const others = schema?.additionalProperties;
  return typeof others === 'object' ? others : undefined;
}
