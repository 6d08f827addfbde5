import { mkdir, readFile, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { expect, it } from 'vitest';
import { createScene, runTask, taskErrorOf } from '../../../../tests/support/run-task.ts';
import { deleteFiles } from './delete-files.ts';
import { downloadFiles } from './download-files.ts';
import { fileMatcher } from '../../../plugin-kit/files/match-files.ts';
import { uploadFiles } from './upload-files.ts';

it.each([
  ['main.py', ['main.py', 'scripts/main.py']],
  ['/main.py', ['main.py']],
  ['**', ['main.py', 'scripts/main.py', 'q.sql']],
  ['**.py', ['main.py', 'scripts/main.py']],
  ['/scripts/*', ['scripts/main.py']],
  ['regex:.*[.]sql', ['q.sql']],
  ['glob:*.py', ['main.py']],
])('%s matches %j', async (pattern, matched) => {
  const matches = await fileMatcher(pattern);
  expect(['main.py', 'scripts/main.py', 'q.sql'].filter(matches)).toEqual(matched);
});

it('uploads stored files and files of the working directory, downloads and deletes them', async () => {
  await using scene = await createScene();
  const uri = await scene.storage.put('a.txt', 'a');
  await writeFile(join(scene.workingDirectory, 'local.csv'), 'l');
  await runTask(uploadFiles, { filesMap: { '/in/{{ n }}.txt': '{{ u }}' } }, { scene, variables: { n: 'x', u: uri } });
  await runTask(uploadFiles, { files: ['*.csv', uri], destination: '/up' }, { scene });
  const root = join(scene.folder, 'namespace-files', 'company.team');
  expect(await readFile(join(root, 'in/x.txt'), 'utf8')).toBe('a');
  const down = await runTask(downloadFiles, { files: '**' }, { scene });
  expect(Object.keys(down.outputs?.files ?? {})).toEqual([
    '/in/x.txt',
    expect.stringMatching(/^\/up\//),
    '/up/local.csv',
  ]);
  expect(await text(await scene.storage.get(down.outputs?.files['/up/local.csv'] ?? ''))).toBe('l');
  expect(down.metrics).toContainEqual({ name: 'downloaded', type: 'counter', value: 3 });
  await runTask(deleteFiles, { files: ['/up/**'] }, { scene });
  expect(Object.keys((await runTask(downloadFiles, { files: '**' }, { scene })).outputs?.files ?? {})).toEqual([
    '/in/x.txt',
  ]);
});

it('keeps, overwrites or refuses a file that is there', async () => {
  await using scene = await createScene();
  const [one, two] = [await scene.storage.put('1', 'one'), await scene.storage.put('2', 'two')];
  const path = join(scene.folder, 'namespace-files', 'company.team', 'a');
  await runTask(uploadFiles, { filesMap: { a: one } }, { scene });
  await runTask(uploadFiles, { filesMap: { a: two }, conflict: 'SKIP' }, { scene });
  expect(await readFile(path, 'utf8')).toBe('one');
  const refused = await taskErrorOf(runTask(uploadFiles, { filesMap: { a: two }, conflict: 'ERROR' }, { scene }));
  expect(refused.code).toBe('NAMESPACE_FILE_EXISTS');
  await runTask(uploadFiles, { files: { a: two } }, { scene });
  expect(await readFile(path, 'utf8')).toBe('two');
});

it.each(['../x', 'a/../../x', '/../x', 'a\\..\\..\\x', ''])('refuses to write to %j', async (path) => {
  await using scene = await createScene();
  const uri = await scene.storage.put('1', 'one');
  const error = await taskErrorOf(runTask(uploadFiles, { filesMap: { [path]: uri } }, { scene }));
  expect(error.code).toBe('PATH_OUTSIDE');
});

it('refuses links that lead out, and namespaces that are none', async () => {
  await using scene = await createScene();
  const uri = await scene.storage.put('1', 'one');
  const root = join(scene.folder, 'namespace-files', 'company.team');
  await mkdir(root, { recursive: true });
  await symlink(scene.folder, join(root, 'out'));
  const error = await taskErrorOf(runTask(uploadFiles, { filesMap: { 'out/x': uri } }, { scene }));
  expect(error.code).toBe('PATH_OUTSIDE');
  const bad = await taskErrorOf(runTask(uploadFiles, { namespace: '../x', filesMap: { x: uri } }, { scene }));
  expect(bad.code).toBe('NAMESPACE_INVALID');
  expect((await taskErrorOf(runTask(uploadFiles, {}, { scene }))).code).toBe('FILES_MISSING');
});
