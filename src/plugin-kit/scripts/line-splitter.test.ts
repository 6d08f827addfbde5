import { expect, it } from 'vitest';
import { LineSplitter } from './line-splitter.ts';

function split(...chunks: (string | Buffer)[]): string[] {
  const lines: string[] = [];
  const splitter = new LineSplitter((line) => lines.push(line));
  for (const chunk of chunks) splitter.write(Buffer.from(chunk));
  splitter.end();
  return lines;
}

it.each([
  [['a\nb\n'], ['a', 'b']],
  [['a\nb'], ['a', 'b']],
  [
    ['a', 'b\nc', '\n'],
    ['ab', 'c'],
  ],
  [['\n\n'], ['', '']],
  [
    ['a\r\nb\r', '\n'],
    ['a', 'b'],
  ],
  [[''], []],
])('%j makes %j', (chunks, lines) => {
  expect(split(...chunks)).toEqual(lines);
});

it('keeps a character that two chunks share', () => {
  const bytes = Buffer.from('é🚕\n');
  expect(split(bytes.subarray(0, 1), bytes.subarray(1, 4), bytes.subarray(4))).toEqual(['é🚕']);
});

it('takes a line of a megabyte in many chunks, and cuts one that has no end', () => {
  const chunk = 'x'.repeat(64 * 1024);
  expect(split(...Array.from({ length: 16 }, () => chunk), '\n').map((line) => line.length)).toEqual([1024 * 1024]);
  const endless = split(...Array.from({ length: 300 }, () => chunk)).map((line) => line.length);
  expect(endless.length).toBe(2);
  expect(endless[0]).toBeGreaterThan(16 * 1024 * 1024);
});
