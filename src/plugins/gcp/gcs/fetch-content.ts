import type { FileMetadata } from '@google-cloud/storage';
import { setMaxListeners } from 'node:events';
import { open } from 'node:fs/promises';
import type { RunContext } from '../../../contract/run-context.ts';
import type { GcsAddress } from './address.ts';
import { type GcsClient, newCrc32c } from './client.ts';
import { joinCrc32c, type Piece } from './crc32c.ts';
import { fetchSlice, type WantedSlice } from './fetch-slice.ts';
import { openContent } from './read-range.ts';
import { sumProgress } from './sum-progress.ts';

const MIB = 1024 * 1024;
/** From this size on an object comes in slices. */
const SLICED_BYTES = 64 * MIB;
const SLICE_BYTES = 32 * MIB;
/** Each has one line of its own and one chunk of it in memory. */
const SLICES_AT_ONCE = 4;

/** Reads an object into a file, a large one in several slices at once. Answers the CRC32C of what came, where it is wanted. */
export async function fetchContent(
  client: GcsClient,
  address: GcsAddress,
  held: FileMetadata,
  path: string,
  wantsSum: boolean,
  context: Pick<RunContext, 'signal' | 'progress'>,
): Promise<string | undefined> {
  const size = Number(held.size ?? 0);
  const slices = slicesOf(size, held.contentEncoding === 'gzip');
  const progress = sumProgress(size, context);
  const stop = new AbortController();
  const signal = AbortSignal.any([context.signal, stop.signal]);
  setMaxListeners(0, signal);
  const sums: Piece[] = [];
  const content = await openContent(client, address, held.generation);
  const target = await open(path, 'w');
  let next = 0;
  const work = async (): Promise<void> => {
    try {
      for (let index = next++; ; index = next++) {
        const slice = slices[index];
        if (slice === undefined) return;
        const sum = wantsSum ? await newCrc32c() : undefined;
        await fetchSlice(slice, { content, target, sum, signal, progress: (done) => progress.of(index, done) });
        if (sum !== undefined) sums[index] = { size: slice.size, crc32c: sum.toString() };
      }
    } catch (error) {
      stop.abort(error);
      throw error;
    }
  };
  try {
    await target.truncate(size);
    // All have to come to rest before the file is closed.
    const ends = await Promise.allSettled(Array.from({ length: SLICES_AT_ONCE }, work));
    context.signal.throwIfAborted();
    if (ends.some(({ status }) => status === 'rejected')) throw stop.signal.reason;
  } finally {
    await content.close();
    await target.close();
  }
  return wantsSum ? joinCrc32c(sums) : undefined;
}

/** What is kept compressed has no places to begin at: it comes as it is kept, all of it. */
function slicesOf(size: number, isCompressed: boolean): readonly WantedSlice[] {
  if (size === 0) return [];
  if (size < SLICED_BYTES || isCompressed) return [{ start: 0, size, whole: true, ranged: !isCompressed }];
  return Array.from({ length: Math.ceil(size / SLICE_BYTES) }, (_, index) => {
    const start = index * SLICE_BYTES;
    return { start, size: Math.min(SLICE_BYTES, size - start), whole: false, ranged: true };
  });
}
