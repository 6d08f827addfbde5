import { open } from 'node:fs/promises';
import { lineBatches } from './line-batches.ts';
import { Readable } from 'node:stream';

/** Bytes read at once. */
const BLOCK = 256 * 1024;
const LINE_FEED = 10;
const CARRIAGE_RETURN = 13;

/** The lines of a file, the last one first, without their ends, in batches of what was read: the memory is that of a few blocks. */
export async function* linesFromEnd(path: string): AsyncGenerator<readonly Buffer[]> {
  const file = await open(path);
  try {
    let end = (await file.stat()).size;
    // What stands behind the blocks still to be read, and whose line begins before it.
    let tail: Buffer[] = [];
    while (end > 0) {
      const start = Math.max(0, end - BLOCK);
      const block = await readBlock(file, start, end - start);
      end = start;
      const begin = start === 0 ? 0 : firstLineAfter(block);
      if (begin === undefined) {
        tail.unshift(block);
        continue;
      }
      const whole = Buffer.concat([block.subarray(begin), ...tail]);
      tail = [block.subarray(0, begin)];
      const lines: Buffer[] = [];
      for await (const batch of lineBatches(Readable.from([whole]))) lines.push(...batch);
      yield lines.toReversed();
    }
  } finally {
    await file.close();
  }
}

async function readBlock(file: Awaited<ReturnType<typeof open>>, start: number, length: number): Promise<Buffer> {
  const buffer = Buffer.alloc(length);
  let done = 0;
  while (done < length) {
    const { bytesRead } = await file.read(buffer, done, length - done, start + done);
    if (bytesRead === 0) break;
    done += bytesRead;
  }
  return buffer.subarray(0, done);
}

/** Where the first line begins that certainly begins in this block; undefined: none does. */
function firstLineAfter(block: Buffer): number | undefined {
  for (let at = 0; at < block.length - 1; at += 1) {
    const byte = block[at];
    if (byte === LINE_FEED) return at + 1;
    // The other half of `\r\n` must not be cut off.
    if (byte === CARRIAGE_RETURN) return block[at + 1] === LINE_FEED ? at + 2 : at + 1;
  }
  return undefined;
}
