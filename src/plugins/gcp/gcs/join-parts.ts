import type { FileMetadata } from '@google-cloud/storage';
import { setTimeout as sleep } from 'node:timers/promises';
import { isPassing, readFault } from '../google-error.ts';
import type { GcsAddress } from './address.ts';
import type { GcsClient } from './client.ts';
import type { HeldPart } from './find-parts.ts';

/** How often parts are joined, where Google cannot at the moment. */
const MOST_TRIES = 6;

/** The object that parts become. */
export interface Joined {
  /** Its type and the like; without a type it has that of the parts. */
  readonly headers: FileMetadata;
  readonly size: number;
  readonly crc32c: string;
  readonly ifGenerationMatch?: number | undefined;
}

/**
 * Joins parts. Google deletes them with it: parts that are deleted so cost nothing for their early end, and neither soft delete
 * nor versions keep them. Who may not delete joins all the same.
 * Source: https://docs.cloud.google.com/storage/docs/composing-objects
 */
export async function joinParts(
  client: GcsClient,
  parts: readonly HeldPart[],
  target: GcsAddress,
  joined: Joined,
  signal: AbortSignal,
): Promise<FileMetadata> {
  const file = client.bucket(target.bucket).file(target.name);
  const contentType = joined.headers.contentType ?? parts[0]?.contentType;
  const { ifGenerationMatch } = joined;
  let deleteSourceObjects = true;
  let mayBeDone = false;
  for (let turn = 1; ; turn++) {
    try {
      // `Bucket.combine` would send no cache control or disposition, and delete from here.
      const [held] = await file.request({
        method: 'POST',
        uri: '/compose',
        maxRetries: 0,
        qs: ifGenerationMatch === undefined ? {} : { ifGenerationMatch },
        json: {
          destination: { ...joined.headers, contentType },
          // These very parts, not what somebody may have put there since.
          sourceObjects: parts.map(({ name, generation }) => ({ name, generation: Number(generation) })),
          deleteSourceObjects,
        },
      });
      return held as FileMetadata;
    } catch (error) {
      signal.throwIfAborted();
      const fault = readFault(error);
      // An answer may be lost on its way: then the parts are gone, or the precondition holds no longer, by our own doing.
      if (mayBeDone && (fault.status === 404 || fault.status === 412)) {
        const held = await heldBy(client, target);
        if (held?.crc32c === joined.crc32c && Number(held.size) === joined.size) return held;
      }
      if (fault.status === 403 && deleteSourceObjects) {
        deleteSourceObjects = false;
        continue;
      }
      if (!isPassing(fault) || turn >= MOST_TRIES) throw error;
      mayBeDone = true;
      await sleep(250 * 2 ** turn, undefined, { signal });
    }
  }
}

/** What stands at an address now. Fails with what Google's client throws. */
export async function heldBy(client: GcsClient, { bucket, name }: GcsAddress): Promise<FileMetadata | undefined> {
  try {
    const [held] = await client.bucket(bucket).file(name).getMetadata();
    return held;
  } catch (error) {
    if (readFault(error).status === 404) return undefined;
    throw error;
  }
}
