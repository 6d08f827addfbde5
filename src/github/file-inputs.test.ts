import { symlink } from 'node:fs/promises';
import { expect, it } from 'vitest';
import { tempProject } from '../../tests/support/temp-project.ts';
import { toyFlow } from '../../tests/support/toy-flow.ts';
import { resolveFileInputs } from './file-inputs.ts';

const isAddress = (text: string): boolean => text.startsWith('gs://');

const flow = toyFlow({
  inputs: [{ id: 'zones', type: 'FILE', required: true, properties: {}, path: ['inputs', 0] }],
});

async function workspace() {
  const project = await tempProject({
    'outside.csv': 'x',
    'repo/data/zones.csv': 'x',
    'repo/.git/config': 'x',
  });
  await symlink('../outside.csv', project.path('repo/link.csv'));
  await symlink('data/zones.csv', project.path('repo/inner.csv'));
  return project;
}

it('takes a file of the repository by its path', async () => {
  const project = await workspace();
  const expected = { zones: project.path('repo/data/zones.csv') };
  expect(await resolveFileInputs(flow, { zones: 'data/zones.csv' }, project.path('repo'), isAddress)).toEqual(expected);
  expect(await resolveFileInputs(flow, { zones: './inner.csv' }, project.path('repo'), isAddress)).toEqual(expected);
  expect(await resolveFileInputs(flow, { name: 'x' }, project.path('repo'), isAddress)).toEqual({ name: 'x' });
});

it.each([
  '../outside.csv',
  'link.csv',
  '/etc/passwd',
  '.git/config',
  'data',
  'nothing.csv',
  'data/zones.csv/x',
  'a\0b',
])('refuses %j', async (zones) => {
  const project = await workspace();
  await expect(resolveFileInputs(flow, { zones }, project.path('repo'), isAddress)).rejects.toMatchObject({
    code: 'INPUT_INVALID',
    hint: expect.stringContaining('commit'),
  });
});
