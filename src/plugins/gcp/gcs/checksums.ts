import { createHash } from 'node:crypto';
import { open } from 'node:fs/promises';
import { newCrc32c } from './client.ts';
import { joinCrc32c, type Piece } from './crc32c.ts';

const BUFFER_BYTES = 1024 * 1024;

/** What Cloud Storage keeps of an object's content, in base64. */
export interface Checksums {
  readonly md5: string;
  readonly crc32c: string;
}

/** A part of a file. */
export interface FileSlice extends Piece {
  /** Its place among the slices, from 0. */
  readonly index: number;
  /** Its first byte. */
  readonly start: number;
}

/** Reads a file once. */
export async function checksums(path: string, signal: AbortSignal): Promise<Checksums> {
  const sums = await sumSlices(path, Number.POSITIVE_INFINITY, signal);
  for await (const _ of sums.slices);
  return sums.whole();
}

/** Reads a file once, as fast as its slices are asked for. The sums of the whole are there when the last slice is. */
export async function sumSlices(
  path: string,
  sliceBytes: number,
  signal: AbortSignal,
): Promise<{ readonly slices: AsyncGenerator<FileSlice, undefined>; whole(): Checksums }> {
  const md5 = createHash('md5');
  const done: FileSlice[] = [];
  let slice = { size: 0, sum: await newCrc32c() };
  const end = async (): Promise<FileSlice> => {
    const ended = {
      index: done.length,
      start: done.length === 0 ? 0 : done.length * sliceBytes,
      size: slice.size,
      crc32c: slice.sum.toString(),
    };
    done.push(ended);
    slice = { size: 0, sum: await newCrc32c() };
    return ended;
  };
  async function* read(): AsyncGenerator<FileSlice, undefined> {
    for await (const chunk of chunksOf(path)) {
      signal.throwIfAborted();
      md5.update(chunk);
      for (let rest = chunk; rest.length > 0; ) {
        const own = rest.subarray(0, sliceBytes - slice.size);
        slice.sum.update(own);
        slice.size += own.length;
        rest = rest.subarray(own.length);
        if (slice.size === sliceBytes) yield await end();
      }
    }
    if (slice.size > 0) yield await end();
  }
  return {
    slices: read(),
    whole: () => ({ md5: md5.copy().digest('base64'), crc32c: joinCrc32c(done) }),
  };
}

/** A file's bytes in one buffer that is filled again and again: a stream's fresh ones lie about until the collector comes. */
async function* chunksOf(path: string): AsyncGenerator<Buffer, undefined> {
  const buffer = Buffer.allocUnsafe(BUFFER_BYTES);
  const file = await open(path);
  try {
    for (;;) {
      const { bytesRead } = await file.read(buffer, 0, BUFFER_BYTES);
      if (bytesRead === 0) return undefined;
      yield buffer.subarray(0, bytesRead);
    }
  } finally {
    await file.close();
  }
}
