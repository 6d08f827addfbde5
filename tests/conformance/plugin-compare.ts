import { isDeepStrictEqual } from 'node:util';
import { type Fact, factOf, type TypeFacts } from './plugin-facts.ts';

/** As much of a JSON Schema as properties and outputs have. */
export interface Schema {
  readonly type?: string | readonly string[];
  readonly anyOf?: readonly Schema[];
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly format?: string;
  readonly default?: unknown;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly items?: Schema;
  readonly 'x-rendering'?: string;
}

/** A type of ours, as it is compared. */
export interface OurType {
  readonly properties: Schema;
  /** Of a trigger: its variables. */
  readonly outputs: Schema;
  readonly aliases: readonly string[];
  /** Names of metrics in its sources. */
  readonly measured: ReadonlySet<string>;
}

/** Where a type of ours is not what Kestra's is: place → what is so. */
export function differencesOf(facts: TypeFacts, ours: OurType): Map<string, string> {
  const found = new Map<string, string>();
  compareMaps('properties', facts.properties, ours.properties, 'input', found);
  compareMaps('outputs', facts.outputs, ours.outputs, 'output', found);
  for (const name of facts.metrics) {
    if (!ours.measured.has(name)) found.set(`metrics.${name}`, 'only in Kestra');
  }
  for (const name of facts.aliases) if (!ours.aliases.includes(name)) found.set(`aliases.${name}`, 'only in Kestra');
  return found;
}

type Way = 'input' | 'output';

function compareMaps(
  at: string,
  theirs: Readonly<Record<string, Fact | string>>,
  { properties = {}, required = [] }: Schema,
  way: Way,
  found: Map<string, string>,
): void {
  for (const [name, fact] of Object.entries(theirs)) {
    const schema = properties[name];
    if (schema === undefined) found.set(`${at}.${name}`, 'only in Kestra');
    else compareOne(`${at}.${name}`, factOf(fact), schema, required.includes(name), way, found);
  }
  for (const name of Object.keys(properties)) {
    if (!Object.hasOwn(theirs, name)) found.set(`${at}.${name}`, 'only here');
  }
}

function compareOne(
  at: string,
  fact: Fact,
  schema: Schema,
  required: boolean,
  way: Way,
  found: Map<string, string>,
): void {
  const tell = (what: string, theirs: unknown, ours: unknown): void => {
    if (isDeepStrictEqual(theirs, ours)) return;
    found.set(`${at}.${what}`, `${JSON.stringify(theirs)} in Kestra, ${JSON.stringify(ours)} here`);
  };
  tell(
    'type',
    fact.type
      .split('|')
      .map((word) => word.trim())
      .toSorted()
      .join(' | '),
    [...wordsOf(schema)].toSorted().join(' | '),
  );
  tell('enum', fact.enum?.toSorted(), valuesOf(schema)?.toSorted());
  if (way === 'input') {
    tell('required', fact.required ?? false, required);
    tell('default', fact.default, schema.default);
    // That we render more than Kestra does harms nobody.
    if (fact.static !== true) tell('static', false, schema['x-rendering'] === 'static');
  }
  const map = variantsOf(schema).find(({ properties }) => properties !== undefined);
  if (fact.properties !== undefined) compareMaps(at, fact.properties, map ?? {}, way, found);
  const list = variantsOf(schema).find(({ items }) => items !== undefined);
  if (fact.items !== undefined) compareOne(`${at}[]`, factOf(fact.items), list?.items ?? {}, false, way, found);
}

function variantsOf(schema: Schema): readonly Schema[] {
  return schema.anyOf === undefined ? [schema] : schema.anyOf.flatMap(variantsOf);
}

function valuesOf(schema: Schema): readonly unknown[] | undefined {
  const values = variantsOf(schema).flatMap((variant) => variant.enum ?? ('const' in variant ? [variant.const] : []));
  return values.length === 0 ? undefined : values;
}

/** The words for types that {@link Fact.type} has. */
function wordsOf(schema: Schema): Set<string> {
  return new Set(
    variantsOf(schema).flatMap((variant) => {
      const types = variant.type === undefined ? [] : [variant.type].flat();
      if (types.length === 0) return [variant.enum === undefined && !('const' in variant) ? 'any' : 'string'];
      return types.map((type) => {
        if (type === 'string' && variant.format === 'duration') return 'duration';
        return names[type] ?? type;
      });
    }),
  );
}

const names: Readonly<Record<string, string>> = { object: 'map', array: 'list' };
