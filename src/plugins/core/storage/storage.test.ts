import { text } from 'node:stream/consumers';
import { describe, expect, it } from 'vitest';
import { createScene, runTask, type TaskScene, taskErrorOf } from '../../../../tests/support/run-task.ts';
import { concat } from './concat.ts';
import { deduplicateItems } from './deduplicate-items.ts';
import { deleteFile } from './delete.ts';
import { filterItems } from './filter-items.ts';
import { localFiles } from './local-files.ts';
import { reverse } from './reverse.ts';
import { size } from './size.ts';
import { split } from './split.ts';
import { write } from './write.ts';

async function contentOf(scene: TaskScene, uri: string | undefined): Promise<string> {
  return text(await scene.storage.get(uri ?? ''));
}

describe('Write, Size, Delete', () => {
  it('writes a file, measures it, deletes it once', async () => {
    await using scene = await createScene();
    const { outputs } = await runTask(write, { content: 'ä\n', extension: '.txt' }, { scene });
    const uri = outputs?.uri ?? '';
    expect(uri).toMatch(/\.txt$/);
    expect(await contentOf(scene, uri)).toBe('ä\n');
    expect((await runTask(size, { uri }, { scene })).outputs).toEqual({ size: 3 });
    expect((await runTask(deleteFile, { uri }, { scene })).outputs).toEqual({ uri, deleted: true });
    expect((await runTask(deleteFile, { uri }, { scene })).outputs).toEqual({ uri, deleted: false });
    const missing = await taskErrorOf(runTask(deleteFile, { uri, errorOnMissing: true }, { scene }));
    expect(missing.code).toBe('STORAGE_NOT_FOUND');
  });
});

describe('Concat', () => {
  it('joins files, the separator behind each; takes a list or its JSON text', async () => {
    await using scene = await createScene();
    const uris = [await scene.storage.put('a', 'a'), await scene.storage.put('b', 'b')];
    const plain = await runTask(concat, { files: uris }, { scene });
    expect(plain.outputs?.uri).toMatch(/\.tmp$/);
    expect(await contentOf(scene, plain.outputs?.uri)).toBe('ab');
    const separated = await runTask(
      concat,
      { files: JSON.stringify(uris), separator: '\n', extension: 'csv' },
      { scene },
    );
    expect(separated.outputs?.uri).toMatch(/\.csv$/);
    expect(await contentOf(scene, separated.outputs?.uri)).toBe('a\nb\n');
  });

  it('leaves nothing behind where a file is missing, and refuses what is no list', async () => {
    await using scene = await createScene();
    const gone = await scene.storage.put('gone', 'x');
    await scene.storage.delete(gone);
    expect((await taskErrorOf(runTask(concat, { files: [gone] }, { scene }))).code).toBe('STORAGE_NOT_FOUND');
    expect((await taskErrorOf(runTask(concat, { files: 'x' }, { scene }))).code).toBe('FILES_INVALID');
    expect((await taskErrorOf(runTask(concat, { files: '[1]' }, { scene }))).code).toBe('FILES_INVALID');
  });
});

describe('Split', () => {
  it.each([
    [{ rows: 2 }, ['1\n2\n', '3\n4\n', '5\n']],
    [{ rows: 5 }, ['1\n2\n3\n4\n5\n']],
    [{ partitions: 2 }, ['1\n3\n5\n', '2\n4\n']],
    [{ partitions: 9 }, ['1\n', '2\n', '3\n', '4\n', '5\n']],
    [{ bytes: '3' }, ['1\n2\n', '3\n4\n', '5\n']],
    [{ bytes: '4', rows: 1 }, ['1\n2\n', '3\n4\n', '5\n']],
    [{ bytes: '1KB' }, ['1\n2\n3\n4\n5\n']],
    [{ rows: 3, separator: ';' }, ['1;2;3;', '4;5;']],
    [{ regexPattern: '([13])|5' }, ['1\n', '3\n', '5\n']],
    [{ regexPattern: '^([1-3])' }, ['1\n', '2\n', '3\n']],
  ])('%j makes the parts %j', async (rule, parts) => {
    await using scene = await createScene();
    const from = await scene.storage.put('lines.csv', '1\n2\r\n3\n4\n5');
    const { outputs } = await runTask(split, { from, ...rule }, { scene });
    expect(await Promise.all((outputs?.uris ?? []).map((uri) => contentOf(scene, uri)))).toEqual(parts);
    expect(outputs?.uris.every((uri) => uri.endsWith('.csv'))).toBe(true);
  });

  it('makes no part of an empty file', async () => {
    await using scene = await createScene();
    const from = await scene.storage.put('empty', '');
    expect((await runTask(split, { from, rows: 1 }, { scene })).outputs).toEqual({ uris: [] });
  });

  it.each([
    [{ bytes: '4B' }, "Invalid size with value '4B'"],
    [{ bytes: '0' }, "Invalid size with value '0'"],
    [{}, 'expected one of rows, bytes, partitions and regexPattern'],
    [{ regexPattern: 'a' }, 'expected a pattern with a group'],
    [{ regexPattern: '(' }, 'regexPattern:'],
  ])('c122b: refuses %j', async (rule, message) => {
    await using scene = await createScene();
    const from = await scene.storage.put('lines', '1\n');
    const error = await taskErrorOf(runTask(split, { from, ...rule }, { scene }));
    expect(error).toMatchObject({ code: 'SPLIT_INVALID', message: expect.stringContaining(message) });
  });
});

describe('Reverse', () => {
  it.each([
    ['', ''],
    ['a', 'a\n'],
    ['a\nb\n', 'b\na\n'],
    ['a\r\nb\n\nc', 'c\n\nb\na\n'],
  ])('%j becomes %j', async (content, reversed) => {
    await using scene = await createScene();
    const from = await scene.storage.put('x.txt', content);
    expect(await contentOf(scene, (await runTask(reverse, { from }, { scene })).outputs?.uri)).toBe(reversed);
  });

  it('reverses lines across the blocks that it reads', async () => {
    await using scene = await createScene();
    const lines = Array.from({ length: 3000 }, (_, index) => `${index} ${'ä€x'.repeat((index * 7919) % 300)}`);
    lines[1500] = 'y'.repeat(700_000);
    for (const end of ['\n', '\r\n']) {
      const from = await scene.storage.put('x.txt', lines.join(end) + end);
      const { outputs } = await runTask(reverse, { from }, { scene });
      expect((await contentOf(scene, outputs?.uri)) === `${lines.toReversed().join('\n')}\n`).toBe(true);
    }
  });

  it('refuses charsets whose line ends are not one byte', async () => {
    await using scene = await createScene();
    const from = await scene.storage.put('x', 'x');
    const error = await taskErrorOf(runTask(reverse, { from, charset: 'UTF-16' }, { scene }));
    expect(error.code).toBe('CHARSET_UNSUPPORTED');
  });
});

const items = '{"id": 1, "p": 5.0}\n{"id":2,"p":7}\n{"id":1,"p":9}\n';

describe('FilterItems', () => {
  it.each([
    [{ filterCondition: '{{ p > 6 }}' }, '{"id":2,"p":7}\n{"id":1,"p":9}\n', 1],
    [{ filterCondition: '{{ p > 6 }}', filterType: 'EXCLUDE' }, '{"id": 1, "p": 5.0}\n', 2],
    [{ filterCondition: ' {{ id == 1 ? "" : "x" }} ' }, '{"id":2,"p":7}\n', 2],
    [{ filterCondition: '{{ nope }}', errorOrNullBehavior: 'INCLUDE', filterType: 'EXCLUDE' }, items, 0],
    [{ filterCondition: '{{ nope }}', errorOrNullBehavior: 'EXCLUDE' }, '', 3],
  ] as const)('%j', async (filter, kept, dropped) => {
    await using scene = await createScene();
    const from = await scene.storage.put('items.jsonl', items);
    const { outputs } = await runTask(filterItems, { from, ...filter }, { scene });
    expect(await contentOf(scene, outputs?.uri)).toBe(kept);
    expect(outputs).toMatchObject({ processedItemsTotal: 3, droppedItemsTotal: dropped });
  });

  it('fails for a condition that cannot be rendered, and for a line that is no object', async () => {
    await using scene = await createScene();
    const from = await scene.storage.put('items.jsonl', items);
    await expect(runTask(filterItems, { from, filterCondition: '{{ nope }}' }, { scene })).rejects.toThrow('nope');
    const broken = await scene.storage.put('items.jsonl', '{"a":1}\n[1]\n');
    const error = await taskErrorOf(runTask(filterItems, { from: broken, filterCondition: '{{ a }}' }, { scene }));
    expect(error).toMatchObject({ code: 'ITEM_BROKEN', message: expect.stringContaining('item 2') });
  });
});

describe('DeduplicateItems', () => {
  it('keeps the last item of each key', async () => {
    await using scene = await createScene();
    const from = await scene.storage.put('items.jsonl', items);
    const { outputs } = await runTask(deduplicateItems, { from, expr: '{{ id }}' }, { scene });
    expect(await contentOf(scene, outputs?.uri)).toBe('{"id":2,"p":7}\n{"id":1,"p":9}\n');
    expect(outputs).toMatchObject({ numKeys: 2, processedItemsTotal: 3, droppedItemsTotal: 1 });
  });
});

describe('LocalFiles', () => {
  it('makes files in the working directory and stores those that match', async () => {
    await using scene = await createScene();
    const stored = await scene.storage.put('s', 'stored');
    const inputs = { 'hello.txt': 'hello {{ a }}', 'd/s.txt': stored };
    const { outputs } = await runTask(
      localFiles,
      { inputs, outputs: ['**/*.txt', '*.txt'] },
      { scene, variables: { a: 1 } },
    );
    expect(Object.keys(outputs?.uris ?? {})).toEqual(['d/s.txt', 'hello.txt']);
    expect(await contentOf(scene, outputs?.uris['hello.txt'])).toBe('hello 1');
    expect((await runTask(localFiles, {}, { scene })).outputs).toEqual({ uris: {} });
    const outside = await taskErrorOf(runTask(localFiles, { inputs: { '../x': 'y' } }, { scene }));
    expect(outside.code).toBe('PATH_OUTSIDE');
  });
});
