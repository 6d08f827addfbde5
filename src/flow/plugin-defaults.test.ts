import { expect, test } from 'vitest';
import { newMap, type ValueMap } from '../util/values.ts';
import { matchesType, mergeDefaults, type ScopedDefault } from './plugin-defaults.ts';

const names = ['io.kestra.core.tasks.log.Log', 'io.kestra.plugin.core.log.Log'];
const map = (entries: ValueMap): ValueMap => Object.assign(newMap(), entries);
const entry = (type: string, values: ValueMap, forced = false): ScopedDefault => ({
  type,
  forced,
  values: map(values),
});
const all = (): boolean => true;

test.each([
  ['io.kestra.plugin.core.log.Log', true],
  ['io.kestra.plugin.core', true],
  ['io.kestra.plugin.core.', true],
  ['io.kestra.plugin.co', false],
  ['io.kestra.core.tasks', true],
  ['io.kestra.plugin.core.log.Log.x', false],
])('the default of %s applies: %s', (type, expected) => {
  expect(matchesType(type, names)).toBe(expected);
});

test('authored over flow over project; inside one scope the longer type, then the earlier entry', () => {
  const scopes = [
    [
      entry('io.kestra', { a: 'short', b: 'short' }),
      entry(names[1] ?? '', { b: 'long' }),
      entry(names[1] ?? '', { b: 'later' }),
    ],
    [entry('io.kestra', { a: 'project', b: 'project', c: 'project', d: 'project' })],
  ];
  const { properties, origins } = mergeDefaults(map({ d: 'own' }), names, scopes, all);
  expect({ ...properties }).toEqual({ a: 'short', b: 'long', c: 'project', d: 'own' });
  expect([...origins.keys()].sort()).toEqual(['a', 'b', 'c']);
});

test('forced values go over the authored ones, and there the wider scope wins', () => {
  const scopes = [[entry('io.kestra', { a: 'flow' }, true)], [entry('io.kestra', { a: 'project' }, true)]];
  expect({ ...mergeDefaults(map({ a: 'own' }), names, scopes, all).properties }).toEqual({ a: 'project' });
});

test('maps are merged deeply, lists are taken whole, null counts as not set', () => {
  const scopes = [[entry('io.kestra', { m: map({ x: 1, y: map({ z: 1 }) }), l: [1, 2], n: 5 })]];
  const own = map({ m: map({ y: map({ q: 2 }) }), l: [3], n: null });
  expect(JSON.parse(JSON.stringify(mergeDefaults(own, names, scopes, all).properties))).toEqual({
    m: { x: 1, y: { q: 2, z: 1 } },
    l: [3],
    n: 5,
  });
});

test("of a prefix's values only what the type has is taken; an exact type's are all, so that a slip is told", () => {
  const scopes = [[entry('io.kestra', { bucket: 'b', level: 'INFO' }), entry(names[1] ?? '', { levl: 'x' })]];
  const { properties } = mergeDefaults(newMap(), names, scopes, (name) => name === 'level');
  expect({ ...properties }).toEqual({ level: 'INFO', levl: 'x' });
});
