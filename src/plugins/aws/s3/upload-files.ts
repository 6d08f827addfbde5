import { stat } from 'node:fs/promises';
import type { PutObjectCommandInput } from '@aws-sdk/client-s3';
import type { RunContext } from '../../../contract/run-context.ts';
import { runWithin } from '../../../plugin-kit/run-within.ts';
import type { S3Session } from './client.ts';
import { type LocalFile, memoryOf, uploadFile } from './upload-file.ts';
import type { UploadSource } from './upload-sources.ts';

/** What all files that go up at once may hold in memory together. */
const MEMORY = 64 * 1024 * 1024;

/** A file that went up. */
export interface UploadedFile {
  readonly eTag?: string;
  readonly versionId?: string;
  /** Bytes. */
  readonly contentLength: number;
}

/** Uploads files, several at once; answers what S3 says of each, by its name and in the order of the sources. */
export async function uploadFiles(
  session: S3Session,
  sources: readonly UploadSource[],
  requestFor: (name: string) => Omit<PutObjectCommandInput, 'Body'>,
  atOnce: number,
  context: Pick<RunContext, 'storage' | 'progress' | 'metric' | 'log'>,
): Promise<ReadonlyMap<string, UploadedFile>> {
  const files: (LocalFile & { readonly name: string })[] = [];
  for (const { name, uri } of sources) {
    const path = await context.storage.localPath(uri);
    files.push({ name, path, size: (await stat(path)).size });
  }
  const total = files.reduce((sum, { size }) => sum + size, 0);
  const loaded = new Map<string, number>();
  const uploaded = new Map<string, UploadedFile>();
  await runWithin(files, { atOnce, budget: MEMORY, weigh: memoryOf, signal: session.signal }, async (file, signal) => {
    const { name, size } = file;
    const request = requestFor(name);
    const answer = await uploadFile({ ...session, signal }, request, file, (bytes) => {
      loaded.set(name, bytes);
      const done = [...loaded.values()].reduce((sum, each) => sum + each, 0);
      context.progress({ done, total, unit: 'bytes' });
    });
    uploaded.set(name, { ...answer, contentLength: size });
    context.metric({ name: 'file.count', type: 'counter', value: 1 });
    context.metric({ name: 'file.size', type: 'counter', value: size });
    context.log.info(`s3://${request.Bucket}/${request.Key}`);
  });
  return new Map(
    files.flatMap(({ name }) => {
      const one = uploaded.get(name);
      return one === undefined ? [] : [[name, one]];
    }),
  );
}
