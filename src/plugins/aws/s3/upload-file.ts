import { createReadStream } from 'node:fs';
import type { PutObjectCommandInput } from '@aws-sdk/client-s3';
import { TaskError } from '../../../contract/errors.ts';
import { loadUpload, type S3Session } from './client.ts';
import { objectOutputsOf } from './object-outputs.ts';

const MIB = 1024 * 1024;
const SMALLEST_PART = 8 * MIB;
const PARTS_AT_ONCE = 4;
/** S3 takes 10,000 parts. Source: https://docs.aws.amazon.com/AmazonS3/latest/userguide/qfacts.html */
const MOST_PARTS = 9_000;
/** Of a request that is not in parts. */
const LARGEST_IN_ONE = 5 * 1024 ** 3;

/** A file on this disk. */
export interface LocalFile {
  readonly path: string;
  /** Bytes. */
  readonly size: number;
}

/** What the upload of a file holds in memory at most, bytes. */
export function memoryOf({ size }: LocalFile): number {
  return Math.min(size, PARTS_AT_ONCE * partSizeOf(size));
}

/** Streams a file to S3, in parts of 8 MiB and more; one whose checksum was given goes in one, because it is that of the whole. */
export async function uploadFile(
  session: S3Session,
  params: Omit<PutObjectCommandInput, 'Body'>,
  file: LocalFile,
  tell: (bytes: number) => void,
): Promise<{ readonly eTag?: string; readonly versionId?: string }> {
  const isChecked = Object.keys(params).some((name) => /^Checksum(?!Algorithm)/.test(name));
  return isChecked ? inOne(session, params, file, tell) : inParts(session, params, file, tell);
}

async function inParts(
  { client, signal }: S3Session,
  params: Omit<PutObjectCommandInput, 'Body'>,
  { path, size }: LocalFile,
  tell: (bytes: number) => void,
): Promise<{ readonly eTag?: string; readonly versionId?: string }> {
  const manager = await loadUpload();
  const upload = new manager({
    client,
    params: { ...params, Body: createReadStream(path, { highWaterMark: MIB }) },
    queueSize: PARTS_AT_ONCE,
    partSize: partSizeOf(size),
  });
  upload.on('httpUploadProgress', ({ loaded = 0 }) => tell(loaded));
  const onAbort = (): void => void upload.abort();
  signal.addEventListener('abort', onAbort, { once: true });
  try {
    return objectOutputsOf(await upload.done());
  } finally {
    signal.removeEventListener('abort', onAbort);
  }
}

async function inOne(
  { sdk, client, signal }: S3Session,
  params: Omit<PutObjectCommandInput, 'Body'>,
  { path, size }: LocalFile,
  tell: (bytes: number) => void,
): Promise<{ readonly eTag?: string; readonly versionId?: string }> {
  if (size > LARGEST_IN_ONE) {
    throw new TaskError(
      'BAD_PROPERTY',
      `\`checksum\` can be given for files up to 5 GiB, but this one has ${size} bytes`,
      {
        hint: 'Leave `checksum` out: each part is checked by `checksumAlgorithm` on its way.',
        retryable: false,
      },
    );
  }
  const body = createReadStream(path, { highWaterMark: MIB });
  const command = new sdk.PutObjectCommand({ ...params, Body: body, ContentLength: size });
  const answer = await client.send(command, { abortSignal: signal });
  tell(size);
  return objectOutputsOf(answer);
}

function partSizeOf(size: number): number {
  return Math.max(SMALLEST_PART, Math.ceil(size / MOST_PARTS / MIB) * MIB);
}
