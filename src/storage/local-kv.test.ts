import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { KvStore } from '../contract/kv.ts';
import { Decimal } from '../util/decimal.ts';
import { createLocalKv } from './local-kv.ts';

let directory = '';
let kv: KvStore;
let now = 1_000;

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'gitphony-kv-'));
  now = 1_000;
  kv = createLocalKv({ directory, namespace: 'company.team', now: () => now });
});
afterEach(() => rm(directory, { recursive: true, force: true }));

test('keeps values with their types, by namespace', async () => {
  await kv.set({ key: 'rate', type: 'NUMBER', value: new Decimal(4) });
  await kv.set({ key: 'rate', type: 'JSON', value: { a: [1, null] } }, { namespace: 'company' });
  expect(await kv.get('rate')).toEqual({ key: 'rate', type: 'NUMBER', value: new Decimal(4) });
  expect(await kv.get('rate', 'company')).toEqual({ key: 'rate', type: 'JSON', value: { a: [1, null] } });
  expect(await kv.get('other')).toBeUndefined();
  expect((await kv.list()).map(({ key }) => key)).toEqual(['rate']);
  expect(await kv.delete('rate')).toBe(true);
  expect(await kv.delete('rate')).toBe(false);
});

test('an expired key counts as missing and may be set anew; a taken one only by overwriting', async () => {
  const entry = { key: 'k', type: 'STRING', value: 'a', expiresAt: new Date(2_000).toISOString() } as const;
  await kv.set(entry);
  await expect(kv.set(entry, { overwrite: false })).rejects.toMatchObject({ code: 'KV_EXISTS' });
  now = 2_000;
  expect(await kv.get('k')).toBeUndefined();
  expect(await kv.list()).toEqual([]);
  await kv.set({ key: 'k', type: 'STRING', value: 'b' }, { overwrite: false });
  expect((await kv.get('k'))?.value).toBe('b');
});

test('refuses names that lead elsewhere, and a file that is no KV file', async () => {
  await expect(kv.get('k', '../x')).rejects.toMatchObject({ code: 'KV_INVALID' });
  await expect(kv.set({ key: '../x', type: 'STRING', value: '' })).rejects.toMatchObject({ code: 'KV_INVALID' });
  await writeFile(join(directory, 'company.team.json'), '{"a": ');
  await expect(kv.get('a')).rejects.toMatchObject({ code: 'KV_BROKEN' });
});

test('no write of concurrent writers is lost, in one process or in several; a dead one does not block', async () => {
  await writeFile(join(directory, 'company.team.json.lock'), '999999 1 somebody who died');
  const script = `
    const { createLocalKv } = await import(process.argv[1]);
    const kv = createLocalKv({ directory: process.argv[2], namespace: 'company.team' });
    await Promise.all(Array.from({ length: 15 }, (_, i) => kv.set({ key: process.argv[3] + i, type: 'STRING', value: 'x' })));`;
  const module = fileURLToPath(new URL('./local-kv.ts', import.meta.url));
  const writers = ['a', 'b', 'c'].map(
    (name) =>
      new Promise<number | null>((resolve) => {
        const args = ['--import', 'tsx', '--input-type=module', '-e', script, module, directory, name];
        spawn(process.execPath, args, { stdio: 'inherit' }).on('close', resolve);
      }),
  );
  expect(await Promise.all(writers)).toEqual([0, 0, 0]);
  expect(await kv.list()).toHaveLength(45);
  expect(JSON.parse(await readFile(join(directory, 'company.team.json'), 'utf8'))).toHaveProperty('a0');
});
