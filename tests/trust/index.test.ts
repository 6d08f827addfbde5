import { readdirSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { trustPromises } from './promises.ts';
import { readTestNames } from './read-test-names.ts';

const pathOf = (file: string): string => join(import.meta.dirname, file);

test('there are thirteen promises, each with a file of its own', () => {
  expect(new Set(trustPromises.map(({ file }) => file)).size).toBe(13);
  const others = ['index.test.ts', 'read-test-names.test.ts'];
  const files = readdirSync(import.meta.dirname).filter((name) => name.endsWith('.test.ts') && !others.includes(name));
  expect(files.filter((file) => !trustPromises.some((promise) => promise.file === file))).toEqual([]);
});

test('each sentence of a promise has its test', async () => {
  for (const { title, file, sentences } of trustPromises) {
    const names = readTestNames(await readFile(pathOf(file), 'utf8'));
    expect(sentences.length, title).toBeGreaterThan(0);
    expect(
      sentences.filter((sentence) => !names.includes(sentence)),
      `${file}: sentences without a test of that name`,
    ).toEqual([]);
  }
});

test('a sentence that waits for what is still to be built has no test yet', async () => {
  for (const { file, waiting = [] } of trustPromises.filter((promise) => promise.waiting !== undefined)) {
    const names = readTestNames(await readFile(pathOf(file), 'utf8'));
    expect(
      waiting.filter((sentence) => names.includes(sentence)),
      `${file}: to be moved to sentences`,
    ).toEqual([]);
  }
});
