import { existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { tempProject } from '../../../tests/support/temp-project.ts';
import { type ZipEntry, zipOf } from '../../../tests/support/zip-of.ts';
import { recordRoom, unpackRecord } from './unpack.ts';

const journal = 'executions/abcdefgh/journal.jsonl.000000000000';

async function unpack(entries: readonly ZipEntry[] | Buffer, room = recordRoom()) {
  const project = await tempProject({ 'outside.txt': 'untouched' });
  const archive = Buffer.isBuffer(entries) ? entries : await zipOf(entries);
  await writeFile(project.path('a.zip'), archive);
  return { project, paths: unpackRecord(project.path('a.zip'), project.path('target', 'deep'), room) };
}

describe('control plane 7: restart, poisoned archives', () => {
  it('takes what a record has', async () => {
    const entries = [
      { path: 'record.json', text: '{}' },
      { path: journal, text: 'a\n' },
      { path: 'storage/demo/flow/executions/abcdefgh/tasks/make/x/a file.txt', text: 'x' },
    ];
    const { project, paths } = await unpack(entries);
    expect(await paths).toEqual(entries.map(({ path }) => path));
    expect(await readFile(project.path('target', 'deep', journal), 'utf8')).toBe('a\n');
  });

  it.each<[string, readonly ZipEntry[], RegExp]>([
    ['a path that climbs', [{ path: '../../outside.txt', text: 'poison' }], /archive cannot be read|no record has/],
    [
      'a path that climbs inside of a known one',
      [{ path: 'storage/a/b/executions/abcdefgh/../../../../../x', text: '' }],
      /cannot be read|no record has/,
    ],
    ['an absolute path', [{ path: '/tmp/poison', text: '' }], /cannot be read|no record has/],
    [
      'a path of another system',
      [{ path: 'executions\\abcdefgh\\flow.yaml', text: '' }],
      /cannot be read|no record has/,
    ],
    [
      'a segment whose name is none',
      [{ path: 'executions/abcdefgh/journal.x.jsonl.000000000000', text: '' }],
      /no record has/,
    ],
    ['an execution whose id is none', [{ path: 'executions/../flow.yaml', text: '' }], /cannot be read|no record has/],
    ['another file', [{ path: 'executions/abcdefgh/.bashrc', text: '' }], /no record has/],
    [
      'a symbolic link',
      [{ path: 'executions/abcdefgh/flow.yaml', text: '/etc/passwd', isLink: true }],
      /symbolic link/,
    ],
    [
      'two files of one name',
      [
        { path: 'record.json', text: '1' },
        { path: 'record.json', text: '2' },
      ],
      /two files of the name/,
    ],
  ])('refuses %s', async (_title, entries, message) => {
    const { project, paths } = await unpack(entries);
    await expect(paths).rejects.toMatchObject({ code: 'RECORD_DAMAGED', message: expect.stringMatching(message) });
    expect(await readFile(project.path('outside.txt'), 'utf8')).toBe('untouched');
  });

  it('refuses a bomb by what it says of its size, before it is unpacked', async () => {
    const bomb = await unpack([{ path: journal, zeros: 3_000_000 }], { bytes: 1_000_000, entries: 10 });
    await expect(bomb.paths).rejects.toMatchObject({ code: 'RECORD_TOO_LARGE' });
    expect(existsSync(bomb.project.path('target', 'deep', journal))).toBe(false);
    const many = Array.from({ length: 5 }, (_, index) => ({
      path: `executions/abcdefgh/logs/${index}.log.000000000000`,
      text: '',
    }));
    await expect((await unpack(many, { bytes: 1000, entries: 4 })).paths).rejects.toMatchObject({
      code: 'RECORD_TOO_LARGE',
    });
  });

  it('refuses a bomb that lies about its size, at the size that it says', async () => {
    const archive = await zipOf([{ path: journal, zeros: 200_000 }]);
    // The directory says that it has 1,000 bytes.
    const at = archive.lastIndexOf(Buffer.from('PK\x01\x02', 'latin1'));
    archive.writeUInt32LE(1000, at + 24);
    const { paths } = await unpack(archive);
    await expect(paths).rejects.toMatchObject({ code: 'RECORD_DAMAGED' });
  });

  it('refuses what is no archive', async () => {
    await expect((await unpack(Buffer.from('not a zip'))).paths).rejects.toMatchObject({ code: 'RECORD_DAMAGED' });
  });
});
