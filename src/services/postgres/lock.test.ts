import { spawnSync } from 'node:child_process';
import { mkdtemp, readdir, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { withLock } from './lock.ts';

let directory: string;
let file: string;
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'gitphony-lock-'));
  file = join(directory, 'lock');
});
afterEach(() => rm(directory, { recursive: true }));

it('lets one in at a time and leaves nothing behind', async () => {
  let inside = 0;
  const seen: number[] = [];
  const work = async (): Promise<void> => {
    seen.push(++inside);
    await sleep(5);
    inside -= 1;
  };
  await Promise.all([1, 2, 3, 4].map(() => withLock(file, work)));
  expect(seen).toEqual([1, 1, 1, 1]);
  expect(await readdir(directory)).toEqual([]);
});

it('opens again after work that failed', async () => {
  await expect(withLock(file, () => Promise.reject(new Error('no luck')))).rejects.toThrow('no luck');
  expect(await withLock(file, async () => 'in')).toBe('in');
});

it('takes over from a holder that is dead', async () => {
  const { pid } = spawnSync('true');
  await writeFile(file, `${pid} token`);
  expect(await withLock(file, async () => 'in')).toBe('in');
});

it('takes over from a holder that holds longer than any start takes', async () => {
  await writeFile(file, `${process.pid} token`);
  const longAgo = Date.now() / 1000 - 600;
  await utimes(file, longAgo, longAgo);
  expect(await withLock(file, async () => 'in')).toBe('in');
});
