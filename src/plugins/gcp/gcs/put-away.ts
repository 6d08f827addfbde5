import { googleError, readFault } from '../google-error.ts';
import { addressText, type GcsAddress } from './address.ts';
import type { GcsClient } from './client.ts';
import { copyObject } from './copy-object.ts';
import { heldBy } from './join-parts.ts';

/**
 * Moves an object that was read to a target, or deletes it. False where another generation stands there by now: that one nobody has
 * read yet, so it stays.
 */
export async function putAway(
  client: GcsClient,
  from: GcsAddress,
  generation: string,
  target: GcsAddress | undefined,
): Promise<boolean> {
  const read = generation === '' ? undefined : generation;
  if (target !== undefined) {
    try {
      await copyObject(client, from, target, read);
    } catch (error) {
      // The generation may be gone as well as the target's bucket.
      const held = await heldBy(client, from);
      if (read === undefined || String(held?.generation ?? '') === read) throw error;
      return held === undefined;
    }
  }
  try {
    // Not by its generation, which would delete this version for good where a bucket keeps versions.
    await client
      .bucket(from.bucket)
      .file(from.name)
      .delete(read === undefined ? {} : { ifGenerationMatch: read });
    return true;
  } catch (error) {
    const { status } = readFault(error);
    if (status === 412) return false;
    if (status === 404) return true;
    throw googleError(error, `delete ${addressText(from)}`);
  }
}
