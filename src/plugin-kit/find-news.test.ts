import { expect, test } from 'vitest';
import { newMap, type ValueMap } from '../util/values.ts';
import { findNews, type Seen } from './find-news.ts';
import type { NewsKind } from './polling-properties.ts';

const day = 86_400_000;
const things = (...names: string[]): Seen[] =>
  names.map((name) => {
    const [key = '', version = ''] = name.split('@');
    return { key, version };
  });

function look(
  seen: readonly Seen[],
  remembered: ValueMap,
  more: { on?: NewsKind; stateTtl?: string; limit?: number; now?: number } = {},
) {
  const options = { on: 'CREATE_OR_UPDATE', stateTtl: undefined, limit: 25, now: 0, ...more } as const;
  const { news, more: isMore, remember } = findNews(seen, remembered, options);
  return { news: news.map(({ key }) => key), more: isMore, remember };
}

test.each<[NewsKind, string[], string[]]>([
  ['CREATE_OR_UPDATE', ['a', 'b'], ['b', 'c']],
  ['CREATE', ['a', 'b'], ['c']],
  ['UPDATE', [], ['b']],
])('%s fires for %j at first, then for %j', (on, first, second) => {
  const one = look(things('a@1', 'b@1'), newMap(), { on });
  expect(one.news).toEqual(first);
  const same = look(things('a@1', 'b@1'), one.remember ?? newMap(), { on });
  expect(same).toEqual({ news: [], more: false, remember: undefined });
  const two = look(things('a@1', 'b@2', 'c@1'), one.remember ?? newMap(), { on });
  expect(two.news).toEqual(second);
  expect(look(things('a@1', 'b@2', 'c@1'), two.remember ?? newMap(), { on }).news).toEqual([]);
});

test('what is above the limit stays news, and what was seen of it before stays seen', () => {
  const one = look(things('a@1'), newMap());
  const two = look(things('b@1', 'c@1', 'a@2'), one.remember ?? newMap(), { limit: 1 });
  expect(two).toMatchObject({ news: ['b'], more: true });
  const three = look(things('b@1', 'c@1', 'a@2'), two.remember ?? newMap(), { limit: 1 });
  expect(three).toMatchObject({ news: ['c'], more: true });
  expect(look(things('b@1', 'c@1', 'a@2'), three.remember ?? newMap())).toMatchObject({ news: ['a'], more: false });
});

test('what is gone is forgotten with the next find, not before', () => {
  const one = look(things('a@1', 'b@1'), newMap());
  expect(look(things('b@1'), one.remember ?? newMap()).remember).toBeUndefined();
  const two = look(things('b@1', 'c@1'), one.remember ?? newMap());
  expect(Object.keys(two.remember ?? {})).toEqual(['b', 'c']);
});

test('after its time, what was seen is new again', () => {
  const one = look(things('a@1'), newMap(), { stateTtl: 'P1D' });
  expect(look(things('a@1'), one.remember ?? newMap(), { stateTtl: 'P1D', now: day }).news).toEqual([]);
  expect(look(things('a@1'), one.remember ?? newMap(), { stateTtl: 'P1D', now: day + 1 }).news).toEqual(['a']);
});

test('a memory of another shape counts as none', () => {
  expect(look(things('a@1'), { a: 'x' }).news).toEqual(['a']);
  expect(look(things('__proto__@1'), newMap()).news).toEqual(['__proto__']);
});
