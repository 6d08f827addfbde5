import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import type { PutObjectCommandInput } from '@aws-sdk/client-s3';
import type { RunContext } from '../../../contract/run-context.ts';
import { loadUpload, type S3Session } from './client.ts';
import { objectOutputsOf } from './object-outputs.ts';

const MIB = 1024 * 1024;
const PARTS_AT_ONCE = 4;
/** S3 takes 10,000 parts. Source: https://docs.aws.amazon.com/AmazonS3/latest/userguide/qfacts.html */
const MOST_PARTS = 9_000;

/** Streams a stored file to S3, in parts of 8 MiB and more. */
export async function uploadFile(
  { client, signal }: S3Session,
  params: Omit<PutObjectCommandInput, 'Body'>,
  uri: string,
  context: Pick<RunContext, 'storage' | 'progress' | 'metric'>,
): Promise<{ readonly eTag?: string; readonly versionId?: string }> {
  const path = await context.storage.localPath(uri);
  const { size: total } = await stat(path);
  const partSize = Math.max(8 * MIB, Math.ceil(total / MOST_PARTS / MIB) * MIB);
  const manager = await loadUpload();
  const upload = new manager({
    client,
    params: { ...params, Body: createReadStream(path, { highWaterMark: MIB }) },
    queueSize: PARTS_AT_ONCE,
    partSize,
  });
  upload.on('httpUploadProgress', ({ loaded = 0 }) => context.progress({ done: loaded, total, unit: 'bytes' }));
  const onAbort = (): void => void upload.abort();
  signal.addEventListener('abort', onAbort, { once: true });
  try {
    const answer = await upload.done();
    context.metric({ name: 'file.size', type: 'counter', value: total });
    return objectOutputsOf(answer);
  } finally {
    signal.removeEventListener('abort', onAbort);
  }
}
