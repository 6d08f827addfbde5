import type { FileMetadata } from '@google-cloud/storage';
import { randomUUID } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { TaskError } from '../../../contract/errors.ts';
import type { RunContext } from '../../../contract/run-context.ts';
import { googleError, readFault } from '../google-error.ts';
import { addressText, type GcsAddress } from './address.ts';
import { checksums } from './checksums.ts';
import type { GcsClient } from './client.ts';
import { fetchContent } from './fetch-content.ts';

/** What fetching uses of a task's context. */
export type FetchContext = Pick<RunContext, 'log' | 'metric' | 'progress' | 'signal' | 'workingDirectory'> & {
  readonly storage: Pick<RunContext['storage'], 'putFile'>;
};

/** What came. */
export interface FetchedObject {
  readonly uri: string;
  readonly size: number;
  /** Empty where the server knows none. */
  readonly generation: string;
}

/** How often an object is read that somebody else writes meanwhile. */
const MOST_TURNS = 3;

/**
 * Reads an object into storage and answers its URI there: all of it of one generation. With `validate`, what came is compared
 * with the checksum that Cloud Storage keeps; its size is compared always. Where a generation is asked for, no other one will do.
 */
export async function fetchObject(
  client: GcsClient,
  address: GcsAddress,
  validate: boolean,
  context: FetchContext,
  generation?: string,
): Promise<FetchedObject> {
  const name = address.name.slice(address.name.lastIndexOf('/') + 1);
  const path = join(await context.workingDirectory(), `download-${randomUUID()}`);
  try {
    const held = await fetchOne(client, address, path, validate, context, generation);
    const uri = await context.storage.putFile(name, path);
    return { uri, size: Number(held.size ?? 0), generation: String(held.generation ?? '') };
  } catch (error) {
    await rm(path, { force: true });
    context.signal.throwIfAborted();
    throw googleError(error, `download ${addressText(address)}`);
  }
}

/** Reads one generation; the next one where it is overwritten meanwhile. */
async function fetchOne(
  client: GcsClient,
  { bucket, name }: GcsAddress,
  path: string,
  validate: boolean,
  context: FetchContext,
  generation: string | undefined,
): Promise<FileMetadata> {
  const object = client.bucket(bucket).file(name, generation === undefined ? {} : { generation });
  for (let turn = 1; ; turn++) {
    const [held] = await object.getMetadata();
    try {
      const crc32c = await fetchContent(
        client,
        { bucket, name },
        held,
        path,
        validate && held.crc32c !== undefined,
        context,
      );
      if (validate) {
        await compare({ bucket, name }, held, crc32c, path, context.signal);
        const algorithm = held.crc32c === undefined ? 'MD5' : 'CRC32C';
        context.metric({ name: 'checksum.validated', type: 'counter', value: 1, tags: { algorithm } });
      }
      return held;
    } catch (error) {
      context.signal.throwIfAborted();
      // A generation that was there and is no longer: overwritten, or deleted, which the next look tells.
      if (readFault(error).status !== 404 || generation !== undefined || turn >= MOST_TURNS) throw error;
      context.log.warn(`${addressText({ bucket, name })} was changed while it was read; it is read anew`);
    }
  }
}

async function compare(
  address: GcsAddress,
  held: FileMetadata,
  crc32c: string | undefined,
  path: string,
  signal: AbortSignal,
): Promise<void> {
  if (held.crc32c !== undefined) {
    if (held.crc32c !== crc32c) throw broken(address, `CRC32C ${held.crc32c}`, crc32c ?? 'none');
    return;
  }
  const { md5 } = await checksums(path, signal);
  if (held.md5Hash !== md5) throw broken(address, `MD5 ${held.md5Hash ?? 'none'}`, md5);
}

function broken(address: GcsAddress, expected: string, came: string): TaskError {
  return new TaskError('CHECKSUM_MISMATCH', `expected ${expected} from ${addressText(address)}, got ${came}`, {
    hint: 'run the task again; the object may have been changed meanwhile',
    retryable: true,
  });
}
