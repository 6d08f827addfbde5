import { TaskError } from '../../../contract/errors.ts';
import type { RunContext } from '../../../contract/run-context.ts';
import { addressText, type GcsAddress, parseAddress } from './address.ts';
import { type BlobOutput, describeBlob } from './blob-output.ts';
import type { GcsClient } from './client.ts';
import { fetchObject } from './fetch-object.ts';
import type { FoundObject } from './list-objects.ts';
import type { TakenAction } from './list-properties.ts';
import { putAway } from './put-away.ts';

/** What becomes of objects that are taken in. */
export interface TakeInOptions {
  readonly action?: TakenAction;
  readonly moveDirectory?: string;
  readonly validateChecksum?: boolean;
}

/** Refuses to move objects nowhere. */
export function checkAction({ action, moveDirectory }: TakeInOptions): void {
  if (action !== 'MOVE' || moveDirectory !== undefined) return;
  throw new TaskError('GCS_NO_MOVE_DIRECTORY', '`action: MOVE` needs `moveDirectory`, but there is none', {
    hint: 'write `moveDirectory: gs://bucket/prefix/`',
    retryable: false,
  });
}

/** Downloads objects; what becomes of them afterwards happens when all of them are there. */
export async function takeIn(
  client: GcsClient,
  objects: readonly FoundObject[],
  options: TakeInOptions,
  context: RunContext,
): Promise<{ blobs: BlobOutput[]; outputFiles: Record<string, string> }> {
  const { action = 'NONE', moveDirectory, validateChecksum = false } = options;
  const blobs: BlobOutput[] = [];
  const taken: { readonly from: GcsAddress; readonly generation: string }[] = [];
  for (const object of objects) {
    const { uri, generation } = await fetchObject(client, object, validateChecksum, context);
    blobs.push({ ...describeBlob(object), uri });
    taken.push({ from: object, generation });
  }
  for (const { from, generation } of action === 'NONE' ? [] : taken) {
    const target = action === 'MOVE' && moveDirectory !== undefined ? movedTo(moveDirectory, from) : undefined;
    if (!(await putAway(client, from, generation, target))) {
      context.log.warn(`${addressText(from)} was written anew after it was taken in: it stays where it is`);
    }
  }
  return { blobs, outputFiles: Object.fromEntries(blobs.map(({ name, uri }) => [name, uri])) };
}

function movedTo(moveDirectory: string, { name }: GcsAddress): GcsAddress {
  const folder = moveDirectory.replace(/\/+$/, '');
  return parseAddress('moveDirectory', `${folder}/${name.slice(name.lastIndexOf('/') + 1)}`);
}
