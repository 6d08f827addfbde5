import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { makeTempProject } from './temp-project.ts';

test('files are there, then nothing is', async () => {
  const project = await makeTempProject({ 'flows/a.yaml': 'id: a\n' });
  await project.write({ 'flows/b/c.bin': new Uint8Array([1, 2]) });
  expect(await readFile(project.path('flows', 'a.yaml'), 'utf8')).toBe('id: a\n');
  expect([...(await readFile(project.path('flows/b/c.bin')))]).toEqual([1, 2]);
  await project.remove();
  expect(existsSync(project.dir)).toBe(false);
});
