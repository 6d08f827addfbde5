import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { AddressCopies, type FetchCopy } from './address-copies.ts';

let folder: string;
let fetched: string[];
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'gitphony-copies-'));
  fetched = [];
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const { signal } = new AbortController();
const bring =
  (content: string): FetchCopy =>
  async (path) => {
    fetched.push(content);
    await sleep(10);
    await writeFile(path, content);
  };
const version = (name: string, size = 1) => ({ version: name, size });

test('one fetch for all who ask at once, and for those who come later', async () => {
  const copies = new AddressCopies(folder);
  const held = await Promise.all([1, 2, 3].map(() => copies.take('gs://a/x', version('1'), bring('x'), signal)));
  for (const copy of held) copy.release();
  const later = await copies.take('gs://a/x', version('1'), bring('again'), signal);
  expect(new Set([...held, later].map(({ path }) => path)).size).toBe(1);
  expect(fetched).toEqual(['x']);
});

test('an older version goes when nobody reads it any longer, not before', async () => {
  const copies = new AddressCopies(folder);
  const old = await copies.take('gs://a/x', version('1'), bring('old'), signal);
  const young = await copies.take('gs://a/x', version('2'), bring('young'), signal);
  expect(existsSync(old.path)).toBe(true);
  old.release();
  old.release();
  await expect.poll(() => existsSync(old.path)).toBe(false);
  expect(existsSync(young.path)).toBe(true);
});

test('of copies that nobody reads the oldest go where they are too many; what is held stays', async () => {
  const copies = new AddressCopies(folder, 10);
  const take = (name: string) => copies.take(`gs://a/${name}`, version('1', 5), bring(name), signal);
  const held = await take('held');
  const [a, b, c] = [await take('a'), await take('b'), await take('c')];
  for (const copy of [a, b, c]) copy.release();
  await expect.poll(() => existsSync(a.path)).toBe(false);
  expect([held, b, c].map(({ path }) => existsSync(path))).toEqual([true, true, true]);
});

test('who is stopped leaves at once; the last one who leaves ends the fetch', async () => {
  const copies = new AddressCopies(folder);
  const [one, two] = [new AbortController(), new AbortController()];
  let begun = false;
  let ended = false;
  const endless: FetchCopy = (_path, stop) =>
    new Promise((_, reject) => {
      begun = true;
      stop.addEventListener('abort', () => {
        ended = true;
        reject(new Error('stopped'));
      });
    });
  const [first, second] = [one, two].map(({ signal: own }) => copies.take('gs://a/x', version('1'), endless, own));
  await expect.poll(() => begun).toBe(true);
  one.abort(new Error('first'));
  await expect(first).rejects.toThrow('first');
  expect(ended).toBe(false);
  two.abort(new Error('second'));
  await expect(second).rejects.toThrow('second');
  expect(ended).toBe(true);
  // Nobody meets what was given up.
  expect((await copies.take('gs://a/x', version('1'), bring('whole'), signal)).path).toBeDefined();
});

test('a failure is told to all who wait, and another try begins anew', async () => {
  const copies = new AddressCopies(folder);
  const broken: FetchCopy = () => Promise.reject(new Error('broken'));
  const tries = [1, 2].map(() => copies.take('gs://a/x', version('1'), broken, signal));
  for (const failed of tries) await expect(failed).rejects.toThrow('broken');
  await copies.take('gs://a/x', version('1'), bring('whole'), signal);
  expect(fetched).toEqual(['whole']);
});

test('what a dead process left is cleared away', async () => {
  await mkdir(join(folder, '7'), { recursive: true });
  await writeFile(join(folder, '7', 'object'), 'half');
  await new AddressCopies(folder).take('gs://a/x', version('1'), bring('x'), signal);
  expect(existsSync(join(folder, '7'))).toBe(false);
});
