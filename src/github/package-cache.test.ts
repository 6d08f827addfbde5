import { cp, mkdir, mkdtemp, readdir, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { type CacheClient, restorePackages } from './package-cache.ts';

let root = '';
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'gitphony-packages-'));
});
afterEach(() => rm(root, { recursive: true, force: true }));

/** Keeps folders as GitHub does: an entry never changes, and of those with a prefix the newest is found. */
function store(): CacheClient & { readonly keys: string[] } {
  const keys: string[] = [];
  return {
    keys,
    async restoreCache([folder = ''], key, prefixes = []) {
      const found = keys.findLast((kept) => kept === key || prefixes.some((prefix) => kept.startsWith(prefix)));
      if (found === undefined) return undefined;
      await cp(join(root, found), folder, { recursive: true, preserveTimestamps: true });
      return found;
    },
    async saveCache([folder = ''], key) {
      keys.push(key);
      await cp(folder, join(root, key), { recursive: true, preserveTimestamps: true });
      return keys.length;
    },
  };
}

const warnings: string[] = [];
const open = (client: CacheClient, folder: string, maySave = true) =>
  restorePackages({
    folders: [join(root, folder)],
    name: 'linux-flow',
    maySave,
    client,
    warn: (text) => warnings.push(text),
  });

async function make(folder: string, name: string, age = 0): Promise<void> {
  const path = join(root, folder, name);
  await mkdir(path, { recursive: true });
  await writeFile(join(path, 'x.py'), name);
  const time = new Date(Date.now() - age);
  await utimes(path, time, time);
}

it('hands packages to the next run, and saves nothing that is there already', async () => {
  const client = store();
  const first = await open(client, 'one');
  await make('one', 'list-a');
  await first.save();
  const second = await open(client, 'two');
  expect(await readdir(join(root, 'two'))).toEqual(['list-a']);
  await second.save();
  expect(client.keys).toHaveLength(1);
});

it('drops what a run no longer uses, and keeps what came with it', async () => {
  const client = store();
  const cache = await open(client, 'one');
  await make('one', 'old', 60_000);
  await make('one', 'new');
  await cache.save();
  await open(client, 'two');
  expect(await readdir(join(root, 'two'))).toEqual(['new']);
});

it('keeps nothing where strangers may have caused the run', async () => {
  const client = store();
  const cache = await open(client, 'one', false);
  await make('one', 'list-a');
  await cache.save();
  expect(client.keys).toEqual([]);
});

it('warns where the service fails, and goes on', async () => {
  const broken: CacheClient = {
    restoreCache: () => Promise.reject(new Error('no service')),
    saveCache: () => Promise.reject(new Error('no room')),
  };
  const cache = await open(broken, 'one');
  await make('one', 'list-a');
  await cache.save();
  expect(warnings).toEqual([
    'the cache of packages could not be restored: no service',
    'the cache of packages could not be saved: no room',
  ]);
});
