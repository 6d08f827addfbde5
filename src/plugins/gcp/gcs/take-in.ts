import { TaskError } from '../../../contract/errors.ts';
import type { RunContext } from '../../../contract/run-context.ts';
import { parseAddress } from './address.ts';
import { type BlobOutput, describeBlob } from './blob-output.ts';
import type { GcsClient } from './client.ts';
import { copyObject } from './copy-object.ts';
import { deleteObject } from './delete-objects.ts';
import { fetchObject } from './fetch-object.ts';
import type { FoundObject } from './list-objects.ts';
import type { TakenAction } from './list-properties.ts';

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
  for (const object of objects) {
    const { uri } = await fetchObject(client, object, validateChecksum, context);
    blobs.push({ ...describeBlob(object), uri });
  }
  for (const { bucket, name } of action === 'NONE' ? [] : objects) {
    if (moveDirectory !== undefined && action === 'MOVE') {
      const target = parseAddress(
        'moveDirectory',
        `${moveDirectory.replace(/\/+$/, '')}/${name.slice(name.lastIndexOf('/') + 1)}`,
      );
      await copyObject(client, { bucket, name }, target);
    }
    await deleteObject(client, bucket, name);
  }
  return { blobs, outputFiles: Object.fromEntries(blobs.map(({ name, uri }) => [name, uri])) };
}
