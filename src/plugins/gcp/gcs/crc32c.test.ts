import { randomBytes } from 'node:crypto';
import { expect, test } from 'vitest';
import { newCrc32c } from './client.ts';
import { joinCrc32c, type Piece } from './crc32c.ts';

async function sumOf(content: Buffer): Promise<Piece> {
  const sum = await newCrc32c();
  sum.update(content);
  return { size: content.length, crc32c: sum.toString() };
}

test.each([[[0]], [[5, 0, 7]], [[1, 1, 1]], [[262_144, 100_003, 1]], [[3, 1_048_577]]])(
  'the sum of pieces of %j bytes is that of the whole',
  async (sizes) => {
    const contents = sizes.map((size) => randomBytes(size));
    const pieces = await Promise.all(contents.map(sumOf));
    expect(joinCrc32c(pieces)).toBe((await sumOf(Buffer.concat(contents))).crc32c);
  },
);

test('a piece longer than 32 bits can count moves what is before it', () => {
  // CRC32C has a period of 2^31 - 1 bits, so eight of them make whole bytes that change nothing.
  const period = 2 ** 31 - 1;
  const first = { size: 9, crc32c: '4waSgw==' };
  const zeros = { size: period * 3, crc32c: 'AAAAAA==' };
  expect(joinCrc32c([first, zeros])).toBe(first.crc32c);
});

test('no pieces are an empty file', () => {
  expect(joinCrc32c([])).toBe('AAAAAA==');
});
