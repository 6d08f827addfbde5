import { createHash } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { TaskError } from '../../../contract/errors.ts';
import type { RunContext } from '../../../contract/run-context.ts';
import { googleError } from '../google-error.ts';
import { addressText, type GcsAddress } from './address.ts';
import { type GcsClient, newCrc32c } from './client.ts';

/** What fetching uses of a task's context. */
export type FetchContext = Pick<RunContext, 'log' | 'metric' | 'progress' | 'signal' | 'workingDirectory'> & {
  readonly storage: Pick<RunContext['storage'], 'putFile'>;
};

/**
 * Streams an object into storage and answers its URI there. With `validate`, what came is compared with the checksum that Cloud
 * Storage keeps; its size is compared always.
 */
export async function fetchObject(
  client: GcsClient,
  address: GcsAddress,
  validate: boolean,
  context: FetchContext,
): Promise<{ readonly uri: string; readonly size: number }> {
  const file = client.bucket(address.bucket).file(address.name);
  const name = address.name.slice(address.name.lastIndexOf('/') + 1);
  const path = join(
    await context.workingDirectory(),
    `download-${createHash('sha1').update(addressText(address)).digest('hex')}`,
  );
  try {
    const [held] = await file.getMetadata();
    const size = Number(held.size ?? 0);
    const sums = validate ? { md5: createHash('md5'), crc32c: await newCrc32c() } : undefined;
    let done = 0;
    const meter = new Transform({
      transform(chunk: Buffer, _, next) {
        done += chunk.length;
        sums?.md5.update(chunk);
        sums?.crc32c.update(chunk);
        context.progress({ done, total: size, unit: 'bytes' });
        next(null, chunk);
      },
    });
    // Objects that are kept compressed come as they are kept: their checksums are of that.
    const reader = file.createReadStream({ validation: false, decompress: false });
    await pipeline(reader, meter, createWriteStream(path), { signal: context.signal });
    if (done !== size) throw broken(address, `${size} bytes`, `${done}`);
    if (sums !== undefined) {
      const crc32c = sums.crc32c.toString();
      if (held.crc32c !== undefined && held.crc32c !== crc32c) throw broken(address, `CRC32C ${held.crc32c}`, crc32c);
      const md5 = sums.md5.digest('base64');
      if (held.crc32c === undefined && held.md5Hash !== md5)
        throw broken(address, `MD5 ${held.md5Hash ?? 'none'}`, md5);
    }
    if (sums !== undefined) {
      const algorithm = held.crc32c === undefined ? 'MD5' : 'CRC32C';
      context.metric({ name: 'checksum.validated', type: 'counter', value: 1, tags: { algorithm } });
    }
    return { uri: await context.storage.putFile(name, path), size };
  } catch (error) {
    await rm(path, { force: true });
    context.signal.throwIfAborted();
    throw googleError(error, `download ${addressText(address)}`);
  }
}

function broken(address: GcsAddress, expected: string, came: string): TaskError {
  return new TaskError('CHECKSUM_MISMATCH', `expected ${expected} from ${addressText(address)}, got ${came}`, {
    hint: 'run the task again; the object may have been changed meanwhile',
    retryable: true,
  });
}
