import { setTimeout as sleep } from 'node:timers/promises';
import type { RunContext } from '../../../contract/run-context.ts';
import { readFault } from '../google-error.ts';
import { addressText } from './address.ts';
import type { GcsClient } from './client.ts';
import { deleteObject } from './delete-objects.ts';
import { findParts, type HeldPart } from './find-parts.ts';

/** Milliseconds that a stopped task may take for it: the engine waits for ten seconds. */
const STOPPED_TIME = 6_000;

/** Deletes the parts that are there and answers the addresses of those that Cloud Storage keeps. */
export async function clearParts(
  client: GcsClient,
  bucket: string,
  folder: string,
  { log }: Pick<RunContext, 'log'>,
): Promise<readonly string[]> {
  const left: string[] = [];
  const clear = async ({ name, generation }: HeldPart): Promise<void> => {
    try {
      // By its generation, so that a bucket with versions keeps none.
      await deleteObject(client, bucket, name, generation);
    } catch (error) {
      log.debug(readFault(error).message);
      left.push(addressText({ bucket, name }));
    }
  };
  const parts = await findParts(client, bucket, folder);
  await Promise.all([...parts.values()].map(clear));
  return left.toSorted();
}

/** The same after a failure, which stays the error that is told: what cannot be deleted is a warning. */
export async function clearAfterFailure(
  client: GcsClient,
  bucket: string,
  folder: string,
  { log, signal }: Pick<RunContext, 'log' | 'signal'>,
): Promise<void> {
  try {
    const clearing = clearParts(client, bucket, folder, { log });
    const tooLong = sleep(STOPPED_TIME, undefined, { ref: false });
    const left = await (signal.aborted ? Promise.race([clearing, tooLong]) : clearing);
    if (left === undefined) throw new Error(`not within ${STOPPED_TIME / 1000} s`);
    if (left.length > 0) log.warn(keptText(left));
  } catch (error) {
    const address = addressText({ bucket, name: folder });
    log.warn(`parts may be left at ${address}, they could not be deleted: ${readFault(error).message}`);
  }
}

/** Names each part that stays, for whoever has the right to delete it. */
export function keptText(left: readonly string[]): string {
  return `Cloud Storage would not delete ${left.length} ${left.length === 1 ? 'part' : 'parts'}: ${left.join(', ')}`;
}
