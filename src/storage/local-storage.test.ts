import { mkdir, mkdtemp, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { TaskStorage } from '../contract/run-context.ts';
import { createLocalStorage, type LocalStorage } from './local-storage.ts';

let folder = '';
let storage: LocalStorage;
let own: TaskStorage;
const execution = { id: 'exec1', namespace: 'company.team', flowId: 'my_flow', flowRevision: 1 };

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'gitphony-storage-'));
  storage = createLocalStorage({ root: join(folder, 'storage') });
  own = storage.forTaskRun(execution, { id: 'run1', taskId: 'load' });
});
afterEach(() => rm(folder, { recursive: true, force: true }));

test('stores streams, bytes, texts and files under readable URIs, and never over another file', async () => {
  const uri = await own.put('sub/data.csv', Readable.from(['a,b\n', '1,2\n']));
  expect(uri).toBe('kestra:///company.team/my_flow/executions/exec1/tasks/load/run1/data.csv');
  expect(await text(await own.get(uri))).toBe('a,b\n1,2\n');
  expect(await own.size(uri)).toBe(8);
  const second = await own.put('data.csv', 'other');
  expect(second).toMatch(/run1\/2\/data\.csv$/);
  expect(await text(await own.get(uri))).toBe('a,b\n1,2\n');
  const file = join(folder, 'made.txt');
  await writeFile(file, 'made');
  const taken = await own.putFile('made.txt', file);
  expect(await readFile(await own.localPath(taken), 'utf8')).toBe('made');
  await expect(stat(file)).rejects.toThrow(/ENOENT/);
});

test('a hundred files of one name at once keep their content', async () => {
  const uris = await Promise.all(Array.from({ length: 100 }, (_, index) => own.put('x', `content ${index}`)));
  expect(new Set(uris).size).toBe(100);
  for (const [index, uri] of uris.entries()) expect(await text(await own.get(uri))).toBe(`content ${index}`);
});

test.each([
  ['../../../../etc/passwd', 'passwd'],
  ['..', '_'],
  ['.hidden', '_hidden'],
  ['C:\\Users\\x\\data.csv', 'data.csv'],
  ['a\nb;c$(d)', 'a_b_c__d_'],
  ['Übersicht März.csv', 'Übersicht%20März.csv'],
  ['', 'file'],
  [`${'x'.repeat(300)}.csv`, `${'x'.repeat(176)}.csv`],
])('the name %j becomes %j', async (name, last) => {
  const uri = await own.put(name, 'content');
  expect(uri.split('/').at(-1)).toBe(last);
  expect(await text(await own.get(uri))).toBe('content');
});

test.each([
  'kestra:///company.team/../../../etc/passwd',
  'kestra:///company.team/my_flow/%2e%2e/x',
  'kestra:///company.team//x',
  'kestra:///company.team/.hidden',
  'kestra:///other.team/my_flow/executions/exec1/tasks/load/run1/x',
  'file:///etc/passwd',
  '/etc/passwd',
])('%s is refused', async (uri) => {
  for (const method of ['get', 'localPath', 'size', 'exists', 'delete'] as const) {
    await expect(own[method](uri)).rejects.toMatchObject({ code: 'STORAGE_DENIED' });
  }
});

test('of what is no URI of it, it says so', () => {
  expect(own.isUri('kestra:///company/team/x')).toBe(true);
  for (const other of ['gs://lake/x.csv', 'nsfile:///x', 'some text', '']) expect(own.isUri(other)).toBe(false);
});

test('a link that leads out is refused; what a link of a task points to is copied', async () => {
  const uri = await own.put('x', 'content');
  const secret = join(folder, 'secret');
  await writeFile(secret, 'of the machine');
  await symlink(secret, join(await own.localPath(uri), '..', 'leak'));
  await expect(own.get(uri.replace(/x$/, 'leak'))).rejects.toMatchObject({ code: 'STORAGE_DENIED' });
  const link = join(folder, 'link');
  await symlink(secret, link);
  const copied = await own.putFile('link', link);
  expect(await text(await own.get(copied))).toBe('of the machine');
  await mkdir(join(folder, 'dir'));
  await expect(own.putFile('dir', join(folder, 'dir'))).rejects.toMatchObject({ code: 'STORAGE_WRITE_FAILED' });
});

test('what is away is told; purge takes the files of one execution only', async () => {
  const uri = await own.put('x', '1');
  const input = await storage.putInput(execution, 'upload', 'in.csv', import.meta.filename);
  const other = await storage.forTaskRun({ ...execution, id: 'exec2' }, { id: 'run2', taskId: 't' }).put('y', '2');
  expect((await own.purgeExecution()).toSorted()).toEqual([input, uri].toSorted());
  expect(await own.exists(uri)).toBe(false);
  await expect(own.get(uri)).rejects.toMatchObject({ code: 'STORAGE_NOT_FOUND' });
  expect(await own.delete(uri)).toBe(false);
  expect(await own.delete(other)).toBe(true);
  expect(await own.purgeExecution()).toEqual([]);
});

test('a stream that fails leaves nothing behind', async () => {
  const broken = Readable.from(
    (function* () {
      yield 'begin';
      throw new Error('cut off');
    })(),
  );
  await expect(own.put('x', broken)).rejects.toMatchObject({
    code: 'STORAGE_WRITE_FAILED',
    message: expect.stringContaining('cut off'),
  });
  expect(await own.purgeExecution()).toEqual([]);
  expect(await own.put('x', 'again')).toMatch(/run1\/x$/);
});
