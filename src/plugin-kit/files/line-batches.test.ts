import { Readable } from 'node:stream';
import { expect, it } from 'vitest';
import { lineBatches } from './line-batches.ts';

async function linesOf(...chunks: readonly string[]): Promise<string[]> {
  const lines: string[] = [];
  for await (const batch of lineBatches(Readable.from(chunks.map((chunk) => Buffer.from(chunk))))) {
    lines.push(...batch.map(String));
  }
  return lines;
}

it.each([
  ['', []],
  ['\n', ['']],
  ['a', ['a']],
  ['a\n', ['a']],
  ['a\n\nb', ['a', '', 'b']],
  ['a\r\nb\rc\n', ['a', 'b', 'c']],
  ['a\r\r\nb', ['a', '', 'b']],
  ['ä\n€', ['ä', '€']],
])('%j has the lines %j, however it comes in', async (text, lines) => {
  expect(await linesOf(text)).toEqual(lines);
  const bytes = [...Buffer.from(text)].map((byte) => Buffer.of(byte));
  const single: string[] = [];
  for await (const batch of lineBatches(Readable.from(bytes))) single.push(...batch.map(String));
  expect(single).toEqual(lines);
});
