import { describe, expect, test } from 'vitest';
import { builtinRegistry } from '../../src/plugins/registry.ts';
import { differencesOf, type OurType } from './plugin-compare.ts';
import { readFamilies, readFamily, type TypeFacts } from './plugin-facts.ts';
import { measuredNames } from './plugin-sources.ts';

async function ourType(type: string): Promise<OurType> {
  const { schema } = await builtinRegistry.describe(type);
  const plugin = await builtinRegistry.load(type);
  const outputs = plugin.kind === 'trigger' ? plugin.variables : 'outputs' in plugin ? plugin.outputs : {};
  return {
    properties: schema,
    outputs: outputs,
    aliases: plugin.aliases ?? [],
    measured: measuredNames(type),
  };
}

/** What is not as the row says, as lines. */
async function contradictions(type: string, facts: TypeFacts): Promise<string[]> {
  if (facts.missing !== undefined) {
    return builtinRegistry.resolve(type) === undefined ? [] : [`there is a ${type} now: take \`missing\` away`];
  }
  const found = differencesOf(facts, await ourType(type));
  return [
    ...[...found].filter(([at]) => !Object.hasOwn(facts.differs, at)).map(([at, what]) => `${at}: ${what}`),
    ...Object.keys(facts.differs)
      .filter((at) => !found.has(at))
      .map((at) => `${at}: agrees now, take it off \`differs\``),
  ];
}

describe.each(readFamilies())('$family beside $source', ({ file, family, types }) => {
  test.each(Object.entries(types))('%s', async (type, facts) => {
    expect(await contradictions(type, facts), `${file}: mend the type, or say in \`differs\` why`).toEqual([]);
  });

  test('has a row for every type, and a reason for every difference', () => {
    const names = builtinRegistry.names().map(({ type }) => type);
    const unlisted = names.filter((type) => type.startsWith(`${family}.`) && !Object.hasOwn(types, type));
    expect(unlisted).toEqual([]);
    const reasons = Object.values(types).flatMap(({ differs, missing = 'there is one' }) => [
      missing,
      ...Object.values(differs),
    ]);
    expect(reasons.filter((reason) => typeof reason !== 'string' || reason.length < 10)).toEqual([]);
  });
});

test('a difference of every kind is seen', () => {
  const row = `family: x
source: y 1
groups: { g: { properties: { shared: string } } }
types:
  T:
    use: [g]
    properties:
      gone: string
      kind: { type: string, enum: [A, B], default: A }
      many: string | list | map
      must: { type: integer, required: true }
      text: duration
      deep: { type: map, properties: { inner: boolean } }
    outputs: { rows: { type: list, items: { type: map, properties: { id: integer } } } }
    metrics: [count, size]
    aliases: [Old]
`;
  const ours: OurType = {
    properties: {
      properties: {
        shared: { type: 'string', 'x-rendering': 'static' },
        kind: { type: 'string', enum: ['A', 'C'], default: 'C' },
        many: { anyOf: [{ type: 'string' }, { type: 'array' }] },
        must: { type: 'integer' },
        text: { type: 'string' },
        deep: { type: 'object', properties: { inner: { type: 'string' } } },
        more: {},
      },
    },
    outputs: {
      properties: { rows: { type: 'array', items: { type: 'object', properties: { id: { type: 'string' } } } } },
    },
    aliases: [],
    measured: new Set(['count']),
  };
  const facts = readFamily('x.yaml', row).types['T'];
  if (facts === undefined) throw new Error('expected a row');
  expect([...differencesOf(facts, ours).keys()].toSorted()).toEqual([
    'aliases.Old',
    'metrics.size',
    'outputs.rows[].id.type',
    'properties.deep.inner.type',
    'properties.gone',
    'properties.kind.default',
    'properties.kind.enum',
    'properties.many.type',
    'properties.more',
    'properties.must.required',
    'properties.shared.static',
    'properties.text.type',
  ]);
});
