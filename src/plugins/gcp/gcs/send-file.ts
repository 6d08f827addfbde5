import type { FileMetadata } from '@google-cloud/storage';
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import { TaskError } from '../../../contract/errors.ts';
import type { RunContext } from '../../../contract/run-context.ts';
import { googleError, readFault } from '../google-error.ts';
import { addressText, type GcsAddress } from './address.ts';
import { checksums, type Checksums } from './checksums.ts';
import type { GcsClient } from './client.ts';

/** From this size on an upload is a session that can be taken up; below, one request with all of it in it. */
const RESUMABLE_BYTES = 5 * 1024 * 1024;
/** A piece of a session: what is sent again at most, and what memory holds. */
const CHUNK_BYTES = 16 * 1024 * 1024;

/** What an upload may ask for. */
export interface SendOptions {
  readonly contentType?: string;
  readonly contentEncoding?: string;
  readonly contentDisposition?: string;
  readonly cacheControl?: string;
  readonly validateChecksum?: boolean;
  readonly expectedMd5?: string;
  readonly expectedCrc32c?: string;
  readonly ifGenerationMatch?: number;
}

export interface SentFile extends Checksums {
  readonly size: number;
  readonly generation?: string;
}

/** How often an upload is begun. Within one, Google's client takes up what was cut. */
const MOST_SESSIONS = 3;

/** Sends a local file and compares what Cloud Storage then holds with what was sent. */
export async function sendFile(
  client: GcsClient,
  path: string,
  target: GcsAddress,
  options: SendOptions,
  context: RunContext,
): Promise<SentFile> {
  const { size } = await stat(path);
  const sums = await checksums(path, context.signal);
  checkExpected(sums, options);
  for (let session = 1; ; session++) {
    try {
      const held = await sendOnce(client, { path, size, sums }, target, options, context);
      if (options.validateChecksum !== false) checkHeld(sums, held, target);
      context.progress({ done: size, total: size, unit: 'bytes' });
      return { ...sums, size, ...(held.generation === undefined ? {} : { generation: String(held.generation) }) };
    } catch (error) {
      context.signal.throwIfAborted();
      const again = session < MOST_SESSIONS && (await isSessionLost(client, target, error));
      if (!again) throw uploadError(error, target, options);
      context.log.warn(`the upload to ${addressText(target)} was cut: ${readFault(error).message}; it begins anew`);
    }
  }
}

interface Source {
  readonly path: string;
  readonly size: number;
  readonly sums: Checksums;
}

async function sendOnce(
  client: GcsClient,
  { path, size, sums }: Source,
  target: GcsAddress,
  { contentType, contentEncoding, contentDisposition, cacheControl, ifGenerationMatch }: SendOptions,
  context: RunContext,
): Promise<FileMetadata> {
  const file = client.bucket(target.bucket).file(target.name);
  const metadata = {
    contentEncoding,
    contentDisposition,
    cacheControl,
    contentType,
    crc32c: sums.crc32c,
    md5Hash: sums.md5,
  };
  const writer = file.createWriteStream({
    resumable: size >= RESUMABLE_BYTES,
    chunkSize: size >= RESUMABLE_BYTES ? CHUNK_BYTES : undefined,
    // Both sums are known and sent along, so that Google refuses a broken object itself.
    validation: false,
    metadata: Object.fromEntries(Object.entries(metadata).filter(([, value]) => value !== undefined)),
    ...(ifGenerationMatch === undefined ? {} : { preconditionOpts: { ifGenerationMatch } }),
  });
  writer.on('progress', ({ bytesWritten }: { bytesWritten?: number }) => {
    if (bytesWritten !== undefined) context.progress({ done: bytesWritten, total: size, unit: 'bytes' });
  });
  await pipeline(createReadStream(path, { highWaterMark: 256 * 1024 }), writer, { signal: context.signal });
  const [held] = await file.getMetadata();
  return held;
}

/**
 * Whether beginning anew can help: a session that Google does not know any more answers 404 or 410, as a missing bucket does.
 * Source: https://cloud.google.com/storage/docs/resumable-uploads#handling_errors
 */
async function isSessionLost(client: GcsClient, { bucket }: GcsAddress, error: unknown): Promise<boolean> {
  if (error instanceof TaskError) return false;
  const fault = readFault(error);
  if (fault.status !== 404 && fault.status !== 410) return fault.status === undefined;
  try {
    const [exists] = await client.bucket(bucket).exists();
    return exists;
  } catch {
    // Nobody can tell; the first error says more.
    return false;
  }
}

function checkExpected(sums: Checksums, { expectedMd5, expectedCrc32c }: SendOptions): void {
  const pairs = [
    ['expectedMd5', expectedMd5, sums.md5],
    ['expectedCrc32c', expectedCrc32c, sums.crc32c],
  ] as const;
  for (const [name, expected, is] of pairs) {
    if (expected === undefined || expected === is) continue;
    throw new TaskError('CHECKSUM_MISMATCH', `the file’s checksum should be ${expected} (\`${name}\`), but is ${is}`, {
      hint: 'the file is not the one that the checksum was made of, or was changed on its way',
      retryable: false,
    });
  }
}

function checkHeld(
  sums: Checksums,
  held: { readonly md5Hash?: string; readonly crc32c?: string },
  target: GcsAddress,
): void {
  if (held.crc32c === sums.crc32c && (held.md5Hash === undefined || held.md5Hash === sums.md5)) return;
  throw new TaskError(
    'CHECKSUM_MISMATCH',
    `${addressText(target)} should have the CRC32C ${sums.crc32c}, but has ${held.crc32c ?? 'none'}: it was changed on its way, or by somebody else since`,
    { hint: 'run the task again', retryable: true },
  );
}

function uploadError(error: unknown, target: GcsAddress, { ifGenerationMatch }: SendOptions): TaskError {
  const { status } = readFault(error);
  const doing = `upload to ${addressText(target)}`;
  if (status === 412) {
    const wanted =
      ifGenerationMatch === 0 ? 'that there is no such object yet' : `generation ${ifGenerationMatch ?? '?'}`;
    return googleError(error, doing, `Expected ${wanted}: somebody else wrote it first.`);
  }
  if (status === 404) return googleError(error, doing, `Make the bucket ${target.bucket} by a CreateBucket task.`);
  return googleError(error, doing);
}
