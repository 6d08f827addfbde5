import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { parse, stringify } from 'yaml';
import type { Problem } from '../../src/contract/source.ts';
import { parseFlow } from '../../src/flow/index.ts';
import { type SchemaName, schemas } from '../../src/flow/schema/index.ts';
import { builtinRegistry } from '../../src/plugins/registry.ts';

type Verdict = 'taken' | 'noticed' | 'ignored' | 'refused';
type Values = Readonly<Record<string, unknown>>;

/** A part of a flow: which of our schemas judges it, where it stands, what it has to have. */
interface Part extends Partial<Readonly<Record<Verdict, Values>>> {
  readonly schema?: SchemaName;
  readonly at?: readonly (string | number)[];
  readonly with?: Values;
  /** Keys of the schema that another part tests. */
  readonly elsewhere?: readonly string[];
}

const file = new URL('flow-keys.yaml', import.meta.url);
const { base, parts } = parse(readFileSync(file, 'utf8'), { merge: true }) as {
  readonly base: Values;
  readonly parts: Readonly<Record<string, Part>>;
};

const verdicts: readonly Verdict[] = ['taken', 'noticed', 'ignored', 'refused'];

/** Every key of a part that has a value, with what is to become of it. Null takes a key of a group away. */
function keysOf(part: Part): { readonly key: string; readonly value: unknown; readonly verdict: Verdict }[] {
  return verdicts.flatMap((verdict) =>
    Object.entries(part[verdict] ?? {}).flatMap(([key, value]) => (value === null ? [] : [{ key, value, verdict }])),
  );
}

/** A copy with the map at a place, in place of what stands there. */
function withAt(node: unknown, [step, ...rest]: readonly (string | number)[], map: Values): unknown {
  if (step === undefined) return map;
  if (typeof step === 'string') {
    const old = isObject(node) ? node : {};
    return { ...old, [step]: withAt(old[step], rest, map) };
  }
  const list: readonly unknown[] = Array.isArray(node) ? node : [];
  return [...list.slice(0, step), withAt(list[step], rest, map), ...list.slice(step + 1)];
}

function isObject(value: unknown): value is Values {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Said of what a value means beside the others, not of the key. */
const ofValues = new Set(['unused-defaults', 'default-and-optional']);

/** What is said of a key where it stands in a part, as severity and rule. */
async function saidOf({ at, with: needed = {} }: Part, key: string, value: unknown): Promise<string[]> {
  const flow = at === undefined ? { ...base, [key]: value } : withAt(base, at, { ...needed, [key]: value });
  const bytes = new TextEncoder().encode(stringify(flow));
  const { problems } = await parseFlow({ file: 'flow.yaml', bytes }, { registry: builtinRegistry });
  const place = JSON.stringify([...(at ?? []), key]).slice(0, -1);
  const isThere = ({ path = [] }: Problem): boolean => JSON.stringify(path).startsWith(place);
  return problems
    .filter((problem) => isThere(problem) && !ofValues.has(problem.rule))
    .map(({ severity, rule }) => `${severity} ${rule}`);
}

const expected: Readonly<Record<Verdict, readonly string[]>> = {
  taken: [],
  noticed: ['notice deprecated', 'notice worker-group'],
  ignored: ['warning ignored-key'],
  refused: ['error not-supported-yet'],
};

describe.each(Object.entries(parts))('%s', (_name, part) => {
  test.each(keysOf(part))('$key is $verdict', async ({ key, value, verdict }) => {
    const said = await saidOf(part, key, value);
    expect(said.filter((one) => !expected[verdict].includes(one))).toEqual([]);
    expect(said).toHaveLength(verdict === 'taken' ? 0 : 1);
  });

  test('a key that Kestra does not know is refused, but where people choose the names', async () => {
    const isFree = part.at?.[0] === 'labels';
    expect(await saidOf(part, 'nonsense', 'x')).toEqual(isFree ? [] : ['error unknown-property']);
  });

  const { schema } = part;
  if (schema === undefined) return;
  test('has every key of our schema', () => {
    const { properties } = schemas[schema] as { readonly properties: Values };
    const named = new Set([...keysOf(part).map(({ key }) => key), ...(part.elsewhere ?? [])]);
    expect(Object.keys(properties).filter((key) => !named.has(key))).toEqual([]);
  });
});
