import { TaskError } from '../../../contract/errors.ts';
import type { TaskLogger } from '../../../contract/logger.ts';
import { addressText, type GcsAddress } from './address.ts';
import type { FileSlice } from './checksums.ts';
import type { GcsClient } from './client.ts';
import { deleteObject } from './delete-objects.ts';
import { type HeldPart, heldPart } from './find-parts.ts';
import { PART_MARK, partName, pieceBytesOf } from './part-plan.ts';
import type { SendOptions } from './send-options.ts';
import { sendSlice } from './send-slice.ts';

/** What the parts of one upload have in common. */
export interface PartSender {
  readonly client: GcsClient;
  readonly path: string;
  readonly target: GcsAddress;
  readonly folder: string;
  readonly options: SendOptions;
  readonly signal: AbortSignal;
  readonly log: TaskLogger;
}

/** Sends one part, unless what is there is it. */
export async function sendPart(
  { client, path, target, folder, options, signal, log }: PartSender,
  slice: FileSlice,
  there: HeldPart | undefined,
  progress: (done: number) => void,
): Promise<HeldPart> {
  if (there !== undefined && isWhole(there, slice)) return there;
  const { bucket } = target;
  const name = partName(folder, slice.index, target);
  if (there !== undefined) await deleteObject(client, bucket, name, there.generation);
  const { contentType, parallelParts = 1 } = options;
  const { start, size, crc32c } = slice;
  const held = await sendSlice(
    client,
    { path, start, size },
    { bucket, name },
    {
      // No storage class: it has to be that of the whole, and that is the bucket's.
      metadata: {
        ...(contentType === undefined ? {} : { contentType }),
        crc32c,
        metadata: { [PART_MARK]: addressText(target) },
      },
      pieceBytes: pieceBytesOf(parallelParts),
      signal,
      progress,
    },
    { log },
  );
  const part = heldPart(name, held);
  if (isWhole(part, slice)) return part;
  throw new TaskError(
    'CHECKSUM_MISMATCH',
    `${addressText({ bucket, name })} should have the CRC32C ${crc32c}, but has ${part.crc32c ?? 'none'}`,
    { hint: 'run the task again: the part was changed on its way', retryable: true },
  );
}

/** Whether Cloud Storage holds all of a part. */
export function isWhole(part: HeldPart, { size, crc32c }: FileSlice): boolean {
  return part.size === size && part.crc32c === crc32c;
}
