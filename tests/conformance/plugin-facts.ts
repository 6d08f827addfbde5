import { readdirSync, readFileSync } from 'node:fs';
import { parse } from 'yaml';

/**
 * What Kestra's plugins take, answer and measure, read off their sources: one YAML file a family in plugin-properties/. Facts only: names,
 * types, defaults.
 *
 * ```yaml
 * family: io.kestra.plugin.gcp.gcs      # every type of ours below it has to have a row
 * source: plugin-gcp 2.11.0             # whose sources were read
 * groups:                               # what several types take
 *   login:
 *     properties: { projectId: string }
 *     differs: { properties.projectId.type: why }
 * types:
 *   io.kestra.plugin.gcp.gcs.Copy:
 *     use: [login]
 *     properties:
 *       to: { type: string, required: true }
 *       delete: { type: boolean, default: false }
 *     outputs: { uri: string }
 *     metrics: [file.size]
 *     aliases: [io.kestra.plugin.gcp.gcs.Mv]
 *     differs: { properties.more: only here, because … }
 *   io.kestra.plugin.gcp.gcs.Rare:
 *     missing: why there is no such type
 * ```
 *
 * `differs` names a place as the test prints it, with the reason. One that agrees again fails.
 */
export interface FamilyFacts {
  readonly file: string;
  readonly family: string;
  readonly source: string;
  readonly types: Readonly<Record<string, TypeFacts>>;
}

export interface TypeFacts {
  readonly properties: Readonly<Record<string, Fact>>;
  /** Of a trigger: its variables. */
  readonly outputs: Readonly<Record<string, Fact>>;
  readonly metrics: readonly string[];
  readonly aliases: readonly string[];
  /** Places that differ on purpose, with the reason. */
  readonly differs: Readonly<Record<string, string>>;
  /** Why there is no such type here. */
  readonly missing?: string;
}

/** A property or an output. `name: string` is short for `name: { type: string }`. */
export interface Fact {
  /** `string`, `integer`, `number`, `boolean`, `duration`, `list`, `map`, `any`; several with ` | ` between them. An URI or an instant is a string. */
  readonly type: string;
  /** The task cannot do without it, whether that is seen when the flow is saved or when it runs. */
  readonly required?: boolean;
  readonly default?: unknown;
  /** The values of an enumeration. */
  readonly enum?: readonly string[];
  /** Templates in it are not rendered. */
  readonly static?: boolean;
  /** Of a map: its keys, where they are fixed. */
  readonly properties?: Readonly<Record<string, Fact | string>>;
  /** Of a list. */
  readonly items?: Fact | string;
}

type Written = Partial<Omit<TypeFacts, 'properties' | 'outputs'>> & {
  readonly use?: readonly string[];
  readonly properties?: Readonly<Record<string, Fact | string>>;
  readonly outputs?: Readonly<Record<string, Fact | string>>;
};

interface WrittenFamily {
  readonly family: string;
  readonly source: string;
  readonly groups?: Readonly<Record<string, Written>>;
  readonly types: Readonly<Record<string, Written>>;
}

const folder = new URL('plugin-properties/', import.meta.url);

/** All families that somebody has written down. */
export function readFamilies(): FamilyFacts[] {
  return readdirSync(folder)
    .filter((name) => name.endsWith('.yaml'))
    .toSorted()
    .map((name) => readFamily(name, readFileSync(new URL(name, folder), 'utf8')));
}

/** Reads one family; what types share is put into each. */
export function readFamily(file: string, text: string): FamilyFacts {
  const { family, source, groups = {}, types } = parse(text, { merge: true }) as WrittenFamily;
  const joined = Object.entries(types).map(([type, row]) => {
    const parts = (row.use ?? []).map((name) => {
      const group = groups[name];
      if (group === undefined) throw new Error(`${file}: ${type} uses the group ${name}, which is not there`);
      return group;
    });
    return [type, join([...parts, row])] as const;
  });
  return { file, family, source, types: Object.fromEntries(joined) };
}

function join(parts: readonly Written[]): TypeFacts {
  const all = (key: 'properties' | 'outputs'): Record<string, Fact> => {
    const entries = parts.flatMap((part) => Object.entries<Fact | string>(part[key] ?? {}));
    return Object.fromEntries(entries.map(([name, fact]) => [name, factOf(fact)]));
  };
  const missing = parts.at(-1)?.missing;
  return {
    properties: all('properties'),
    outputs: all('outputs'),
    metrics: parts.flatMap(({ metrics = [] }) => metrics),
    aliases: parts.flatMap(({ aliases = [] }) => aliases),
    differs: Object.assign({}, ...parts.map(({ differs = {} }) => differs)) as Record<string, string>,
    ...(missing === undefined ? {} : { missing }),
  };
}

/** The long form. */
export function factOf(fact: Fact | string): Fact {
  return typeof fact === 'string' ? { type: fact } : fact;
}
