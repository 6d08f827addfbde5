import type { RunContext } from '../../../contract/run-context.ts';
import { googleError, readFault } from '../google-error.ts';
import { addressText } from './address.ts';
import type { GcsClient } from './client.ts';
import type { FoundObject } from './list-objects.ts';

/** Deletes objects while they are found, some at once. */
export async function deleteObjects(
  client: GcsClient,
  objects: AsyncGenerator<FoundObject>,
  { log, signal }: Pick<RunContext, 'log' | 'signal'>,
  atOnce = 8,
): Promise<{ readonly count: number; readonly size: number }> {
  let count = 0;
  let size = 0;
  const work = async (): Promise<void> => {
    for (let next = await objects.next(); next.done !== true; next = await objects.next()) {
      signal.throwIfAborted();
      const { bucket, name, file } = next.value;
      if (file === undefined) continue;
      log.debug(`deleting ${addressText({ bucket, name })}`);
      if (!(await deleteObject(client, bucket, name, file.metadata.generation))) continue;
      count++;
      size += Number(file.metadata.size ?? 0);
    }
  };
  await Promise.all(Array.from({ length: Math.max(1, atOnce) }, work));
  return { count, size };
}

/** False where there is no such object. */
export async function deleteObject(
  client: GcsClient,
  bucket: string,
  name: string,
  generation?: string | number,
): Promise<boolean> {
  try {
    const versions = generation === undefined ? {} : { generation };
    await client.bucket(bucket).file(name, versions).delete();
    return true;
  } catch (error) {
    if (readFault(error).status === 404) return false;
    throw googleError(error, `delete ${addressText({ bucket, name })}`);
  }
}
