import { existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { expect, it } from 'vitest';
import { tempProject } from '../../../tests/support/temp-project.ts';
import { packFiles, unpackFiles } from './file-pack.ts';
import { openSealed, sealKey, writeSealed } from './sealed-file.ts';
import { recordRoom } from './unpack.ts';

const about = Buffer.from('{"run":1}');
const names = ['executions/abcdefgh/flow.yaml', 'storage/demo/flow/executions/abcdefgh/inputs/x/empty.txt'];

async function sealed() {
  const project = await tempProject({ a: 'id: flow\n'.repeat(50_000), b: '' });
  const files = new Map([
    [names[0] ?? '', project.path('a')],
    [names[1] ?? '', project.path('b')],
  ]);
  await writeSealed(packFiles(files), project.path('sealed'), sealKey('correct horse battery'), about);
  return project;
}

it('comes back as it was, and shows neither text nor names', async () => {
  const project = await sealed();
  const bytes = await readFile(project.path('sealed'));
  expect(bytes.includes('flow.yaml') || bytes.includes('id: flow')).toBe(false);
  await openSealed(project.path('sealed'), project.path('opened'), sealKey('correct horse battery'), about);
  expect(await unpackFiles(project.path('opened'), project.path('out'), recordRoom())).toEqual(names);
  expect(await readFile(project.path('out', names[0] ?? ''), 'utf8')).toBe(await readFile(project.path('a'), 'utf8'));
});

it('two files of one key differ from the first byte behind the salt on', async () => {
  const project = await tempProject({ a: 'the same' });
  const key = sealKey('correct horse battery');
  for (const name of ['1', '2'])
    await writeSealed(packFiles(new Map([['record.json', project.path('a')]])), project.path(name), key, about);
  const [one, two] = await Promise.all(['1', '2'].map((name) => readFile(project.path(name))));
  expect(one?.subarray(0, 22)).toEqual(two?.subarray(0, 22));
  expect(one?.subarray(22).equals(two?.subarray(22) ?? Buffer.alloc(0))).toBe(false);
});

it.each<[string, (bytes: Buffer) => Buffer, string, Buffer, string]>([
  ['another passphrase', (bytes) => bytes, 'another passphrase', about, 'RECORD_SEALED'],
  ['another manifest beside it', (bytes) => bytes, 'correct horse battery', Buffer.from('{"run":2}'), 'RECORD_SEALED'],
  ['a changed byte', (bytes) => flip(bytes, 5000), 'correct horse battery', about, 'RECORD_SEALED'],
  ['a changed tag', (bytes) => flip(bytes, bytes.length - 1), 'correct horse battery', about, 'RECORD_SEALED'],
  ['a cut end', (bytes) => bytes.subarray(0, 40), 'correct horse battery', about, 'RECORD_DAMAGED'],
  ['another kind of file', (bytes) => flip(bytes, 0), 'correct horse battery', about, 'RECORD_DAMAGED'],
])('is refused with %s, and leaves nothing', async (_title, change, passphrase, beside, code) => {
  const project = await sealed();
  await writeFile(project.path('changed'), change(await readFile(project.path('sealed'))));
  const opening = openSealed(project.path('changed'), project.path('opened'), sealKey(passphrase), beside);
  await expect(opening).rejects.toMatchObject({ code });
  expect(existsSync(project.path('opened'))).toBe(false);
});

function flip(bytes: Buffer, at: number): Buffer {
  const changed = Buffer.from(bytes);
  changed[at] = (changed[at] ?? 0) ^ 1;
  return changed;
}
