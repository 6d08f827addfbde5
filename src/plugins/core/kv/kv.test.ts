import { join } from 'node:path';
import { expect, it } from 'vitest';
import { createMemoryKv } from '../../../../tests/support/memory-kv.ts';
import { createScene, runTask, taskErrorOf } from '../../../../tests/support/run-task.ts';
import type { Rendered } from '../../../contract/schema.ts';
import { createLocalKv } from '../../../storage/local-kv.ts';
import { Decimal } from '../../../util/decimal.ts';
import { deleteKey } from './delete.ts';
import { getKeys } from './get-keys.ts';
import { get } from './get.ts';
import { purgeKv } from './purge-kv.ts';
import { set } from './set.ts';

it('c120: what is set comes back in its type; without one it is text', async () => {
  const kv = createMemoryKv('company.team');
  const rows = [
    ['str', 'text', undefined, 'text'],
    ['num', '12', 'NUMBER', 12],
    ['bool', 'true', 'BOOLEAN', true],
    ['json', '{"a":[1,2]}', 'JSON', { a: [1, 2] }],
    ['date', '2024-01-02T00:00:00Z', 'DATE', '2024-01-02'],
    ['datetime', '2024-01-02T03:04:05Z', 'DATETIME', '2024-01-02T03:04:05Z'],
    ['dur', 'PT5M', 'DURATION', new Decimal(300)],
    ['auto', 12, undefined, '12'],
    ['autojson', '{"b":1}', undefined, '{"b":1}'],
    ['map', { b: 1 }, undefined, '{"b":1}'],
  ] as const;
  for (const [key, value, kvType, expected] of rows) {
    await runTask(set, { key, value, ...(kvType === undefined ? {} : { kvType }) }, { kv });
    expect((await runTask(get, { key }, { kv })).outputs).toEqual({ value: expected });
  }
  expect((await runTask(getKeys, { prefix: 'a' }, { kv })).outputs).toEqual({ keys: ['auto', 'autojson'] });
});

it('c121: overwrites unless told not to, and refuses bad keys and values', async () => {
  const kv = createMemoryKv('company.team');
  await runTask(set, { key: 'k', value: 'one' }, { kv });
  await runTask(set, { key: 'k', value: 'two' }, { kv });
  const taken = await taskErrorOf(runTask(set, { key: 'k', value: 'three', overwrite: false }, { kv }));
  expect(taken.code).toBe('KV_EXISTS');
  expect((await runTask(get, { key: 'k' }, { kv })).outputs).toEqual({ value: 'two' });
  expect(await taskErrorOf(runTask(set, { key: 'bad key!', value: 'x' }))).toMatchObject({ code: 'KV_BAD_KEY' });
  const bad = await taskErrorOf(runTask(set, { key: 'n', value: 'abc', kvType: 'NUMBER' }));
  expect(bad).toMatchObject({ code: 'KV_BAD_VALUE' });
});

it('c121: an expired key fails even where a missing one would not', async () => {
  const kv = createMemoryKv('company.team');
  await runTask(set, { key: 'gone', value: 'x', ttl: '-PT1S' }, { kv });
  await runTask(set, { key: 'here', value: 'x', ttl: 'PT1H' }, { kv });
  expect((await taskErrorOf(runTask(get, { key: 'gone' }, { kv }))).code).toBe('KV_EXPIRED');
  expect((await runTask(get, { key: 'here' }, { kv })).outputs).toEqual({ value: 'x' });
  expect((await runTask(getKeys, {}, { kv })).outputs).toEqual({ keys: ['here'] });
});

it('answers nothing for a missing key, or fails where asked; deletes once', async () => {
  const kv = createMemoryKv('company.team');
  expect((await runTask(get, { key: 'no' }, { kv })).outputs).toEqual({});
  expect((await taskErrorOf(runTask(get, { key: 'no', errorOnMissing: true }, { kv }))).code).toBe('KV_NOT_FOUND');
  await runTask(set, { key: 'k', value: 1 }, { kv });
  expect((await runTask(deleteKey, { key: 'k' }, { kv })).outputs).toEqual({ deleted: true });
  expect((await runTask(deleteKey, { key: 'k' }, { kv })).outputs).toEqual({ deleted: false });
  expect((await taskErrorOf(runTask(deleteKey, { key: 'k', errorOnMissing: true }, { kv }))).code).toBe('KV_NOT_FOUND');
});

it('works in another namespace', async () => {
  const kv = createMemoryKv('company.team');
  await runTask(set, { key: 'k', value: 'x', namespace: 'company' }, { kv });
  expect((await runTask(get, { key: 'k' }, { kv })).outputs).toEqual({});
  expect((await runTask(get, { key: 'k', namespace: 'company' }, { kv })).outputs).toEqual({ value: 'x' });
});

it('c121: sees an expired key of the store in files, which counts it as missing', async () => {
  await using scene = await createScene();
  const kv = createLocalKv({ directory: join(scene.folder, 'kv'), namespace: 'company.team' });
  await runTask(set, { key: 'gone', value: 'x', ttl: '-PT1S' }, { kv });
  expect(await kv.get('gone')).toBeUndefined();
  expect((await taskErrorOf(runTask(get, { key: 'gone' }, { kv }))).code).toBe('KV_EXPIRED');
});

it('purges expired keys, or all that match, of the namespaces that are meant', async () => {
  await using scene = await createScene();
  const kv = createLocalKv({ directory: join(scene.folder, 'kv'), namespace: 'company' });
  const expiresAt = new Date(Date.now() - 1000).toISOString();
  await kv.set({ key: 'old', type: 'STRING', value: 'x', expiresAt });
  await kv.set({ key: 'tmp_1', type: 'STRING', value: 'x' }, { namespace: 'company.team' });
  await kv.set({ key: 'keep', type: 'STRING', value: 'x' }, { namespace: 'company.team' });
  const size = async (properties: Rendered<typeof purgeKv.properties>): Promise<number | undefined> =>
    (await runTask(purgeKv, properties, { kv })).outputs?.size;
  expect(await size({ behavior: { type: 'version' } })).toBe(0);
  expect(await size({ namespaces: ['company.team'] })).toBe(0);
  expect(await size({})).toBe(1);
  expect(await size({})).toBe(0);
  expect(await size({ namespaces: ['company'], includeChildNamespaces: false, expiredOnly: false })).toBe(0);
  expect(await size({ namespaces: ['company'], keyPattern: 'tmp_*', expiredOnly: false })).toBe(1);
  expect(await size({ namespacePattern: 'company.*', behavior: { type: 'key', expiredOnly: false } })).toBe(1);
  const both = await taskErrorOf(runTask(purgeKv, { namespaces: [], namespacePattern: 'a' }, { kv }));
  expect(both.code).toBe('NAMESPACES_TWICE');
});
