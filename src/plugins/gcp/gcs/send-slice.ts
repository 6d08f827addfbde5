import type { FileMetadata } from '@google-cloud/storage';
import { createReadStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { TaskError } from '../../../contract/errors.ts';
import type { RunContext } from '../../../contract/run-context.ts';
import { readFault } from '../google-error.ts';
import { addressText, type GcsAddress } from './address.ts';
import type { GcsClient } from './client.ts';

/** From this size on an upload is a session that can be taken up; below, one request with all of it in it. */
const RESUMABLE_BYTES = 5 * 1024 * 1024;
/** How often an upload is begun. Within one, Google's client takes up what was cut. */
const MOST_SESSIONS = 3;
/** Milliseconds that giving up a session may take. */
const CANCEL_TIME = 2_000;

/** What is sent: bytes of a file, as an object of their own. */
export interface SentSlice {
  readonly path: string;
  readonly start: number;
  readonly size: number;
}

/** How it is sent. */
export interface SliceOptions {
  /** What the object has beside its content: type, sums. Google refuses content that has not these sums. */
  readonly metadata: FileMetadata;
  /** A piece of a session: what is sent again at most, and what memory holds. */
  readonly pieceBytes: number;
  readonly ifGenerationMatch?: number | undefined;
  readonly signal: AbortSignal;
  readonly progress: (done: number) => void;
}

/** Sends bytes of a file, and answers what Cloud Storage then holds. Fails with what Google's client throws. */
export async function sendSlice(
  client: GcsClient,
  slice: SentSlice,
  target: GcsAddress,
  options: SliceOptions,
  { log }: Pick<RunContext, 'log'>,
): Promise<FileMetadata> {
  for (let session = 1; ; session++) {
    try {
      return await sendOnce(client, slice, target, options);
    } catch (error) {
      options.signal.throwIfAborted();
      const again = session < MOST_SESSIONS && (await isSessionLost(client, target, error));
      if (!again) throw error;
      log.warn(`the upload to ${addressText(target)} was cut: ${readFault(error).message}; it begins anew`);
    }
  }
}

async function sendOnce(
  client: GcsClient,
  { path, start, size }: SentSlice,
  target: GcsAddress,
  { metadata, pieceBytes, ifGenerationMatch, signal, progress }: SliceOptions,
): Promise<FileMetadata> {
  const file = client.bucket(target.bucket).file(target.name);
  const resumable = size >= RESUMABLE_BYTES;
  const writer = file.createWriteStream({
    resumable,
    chunkSize: resumable ? pieceBytes : undefined,
    // The sums are known and sent along.
    validation: false,
    metadata: { ...metadata },
    ...(ifGenerationMatch === undefined ? {} : { preconditionOpts: { ifGenerationMatch } }),
  });
  let session: string | undefined;
  writer.on('uri', (uri: string) => {
    session = uri;
  });
  writer.on('progress', ({ bytesWritten }: { bytesWritten?: number }) => {
    if (bytesWritten !== undefined) progress(bytesWritten);
  });
  const content = createReadStream(path, { start, end: Math.max(start, start + size - 1), highWaterMark: 256 * 1024 });
  try {
    await pipeline(content, writer, { signal });
  } catch (error) {
    if (session !== undefined) await cancelSession(client, target, session);
    throw error;
  }
  const [held] = await file.getMetadata();
  return held;
}

/**
 * Tells Google that nothing more comes, so that a piece which is still on its way makes no object behind our back. Whatever
 * it answers (499 is its yes), a session that lingers costs nothing and ends by itself within a week.
 * Source: https://cloud.google.com/storage/docs/performing-resumable-uploads#cancel-upload
 */
async function cancelSession(client: GcsClient, { bucket }: GcsAddress, uri: string): Promise<void> {
  const told = client
    .bucket(bucket)
    .request({ method: 'DELETE', uri, maxRetries: 0 })
    .catch(() => undefined);
  await Promise.race([told, sleep(CANCEL_TIME, undefined, { ref: false })]);
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
