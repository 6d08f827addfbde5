import { expect, test } from 'vitest';
import type { FetchType } from './fetch-type.ts';
import { pollRows, takenRows } from './poll-rows.ts';

test.each<[FetchType, boolean, FetchType, object]>([
  ['FETCH', false, 'FETCH', { variables: { size: 2, rows: [] } }],
  ['FETCH_ONE', false, 'FETCH_ONE', { variables: { size: 2, rows: [] } }],
  ['STORE', false, 'FETCH_ONE', { variables: {}, found: {} }],
  ['NONE', false, 'FETCH_ONE', { variables: {} }],
  ['FETCH', true, 'FETCH_ONE', { variables: {}, found: {} }],
  ['NONE', true, 'FETCH_ONE', { variables: {}, found: {} }],
])('%s (a statement after it: %s) looks by %s', async (fetchType, hasAfter, asked, polled) => {
  const looks: FetchType[] = [];
  const answer = await pollRows({ fetchType, hasAfter }, async (type) => {
    looks.push(type);
    return { size: 2, rows: [] };
  });
  expect(looks).toEqual([asked]);
  expect(answer).toEqual(polled);
  expect(await pollRows({ fetchType, hasAfter }, async () => ({ size: 0 }))).toEqual({});
});

test('what is gone when it is taken starts nothing', () => {
  expect(takenRows({ size: 0 })).toBeUndefined();
  expect(takenRows({ size: 1 })).toEqual({ size: 1 });
  // NONE tells no size: the statement after it has run.
  expect(takenRows({})).toEqual({});
});
