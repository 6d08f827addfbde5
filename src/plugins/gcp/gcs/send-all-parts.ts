import { setMaxListeners } from 'node:events';
import type { RunContext } from '../../../contract/run-context.ts';
import type { GcsAddress } from './address.ts';
import { type FileSlice, sumSlices } from './checksums.ts';
import type { GcsClient } from './client.ts';
import type { HeldPart } from './find-parts.ts';
import { partBytesOf, partName } from './part-plan.ts';
import { checkExpected, type SendOptions, type Sent, type SentSource } from './send-options.ts';
import { isWhole, sendPart } from './send-part.ts';
import { sumProgress } from './sum-progress.ts';

/** What comes of it: the file's sums, and all parts in their order, as Cloud Storage holds them. */
type SentParts = Pick<Sent, 'sums'> & { readonly parts: readonly HeldPart[] };

/** Where the parts go, and which are there. */
export interface PartsPlace {
  readonly target: GcsAddress;
  readonly folder: string;
  readonly found: ReadonlyMap<string, HeldPart>;
}

/** Sends the parts of a file that are not there yet, so many at once. The first that fails stops the others. */
export async function sendAllParts(
  client: GcsClient,
  { path, size }: SentSource,
  { target, folder, found }: PartsPlace,
  options: SendOptions,
  context: RunContext,
): Promise<SentParts> {
  const stop = new AbortController();
  const signal = AbortSignal.any([context.signal, stop.signal]);
  setMaxListeners(0, signal);
  const sums = await sumSlices(path, partBytesOf(size), signal);
  const slices = isExpected(options) ? await readAhead(sums, options) : sums.slices;
  const progress = sumProgress(size, context);
  const parts: HeldPart[] = [];
  let reused = 0;
  const sender = { client, path, target, folder, options, signal, log: context.log };

  const work = async (): Promise<void> => {
    try {
      for (let next = await slices.next(); next.done !== true; next = await slices.next()) {
        const slice = next.value;
        const there = found.get(partName(folder, slice.index, target));
        if (there !== undefined && isWhole(there, slice)) reused++;
        parts[slice.index] = await sendPart(sender, slice, there, (done) => progress.of(slice.index, done));
        progress.of(slice.index, slice.size);
      }
    } catch (error) {
      stop.abort(error);
      throw error;
    }
  };
  // All have to come to rest before anything is deleted: a part that ends later would stay.
  const ends = await Promise.allSettled(Array.from({ length: options.parallelParts ?? 1 }, work));
  await sums.slices.return(undefined);
  context.signal.throwIfAborted();
  if (ends.some(({ status }) => status === 'rejected')) throw stop.signal.reason;
  if (reused > 0) context.log.info(`${reused} of ${parts.length} parts were there already`);
  return { sums: sums.whole(), parts };
}
function isExpected({ expectedMd5, expectedCrc32c }: SendOptions): boolean {
  return expectedMd5 !== undefined || expectedCrc32c !== undefined;
}

/** All sums before the first part: a file that is not the one that was meant is not sent. */
async function readAhead(
  sums: Awaited<ReturnType<typeof sumSlices>>,
  options: SendOptions,
): Promise<Iterator<FileSlice>> {
  const slices: FileSlice[] = [];
  for await (const slice of sums.slices) slices.push(slice);
  checkExpected(sums.whole(), options);
  return slices.values();
}
