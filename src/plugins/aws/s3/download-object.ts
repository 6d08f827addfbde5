import { pipeline, Readable, Transform } from 'node:stream';
import { TaskError } from '../../../contract/errors.ts';
import type { RunContext } from '../../../contract/run-context.ts';
import type { S3Session } from './client.ts';
import { checksumOf } from './object-checksum.ts';
import { requestOptions } from './s3-properties.ts';

/** What to download. */
export interface ObjectAddress {
  readonly bucket: string;
  readonly key: string;
  readonly versionId?: string;
  readonly requestPayer?: string;
  readonly expectedBucketOwner?: string;
  /** Nothing but the object with this entity tag: otherwise S3 answers 412. */
  readonly ifMatch?: string;
  readonly validateChecksum?: boolean;
}

/** A stored object and what S3 says of it. */
export interface DownloadedObject {
  readonly uri: string;
  readonly contentLength: number;
  readonly contentType?: string;
  readonly metadata: Record<string, string>;
  readonly eTag?: string;
  readonly versionId?: string;
  /** With `validateChecksum`. */
  readonly checksumAlgorithm?: string;
  readonly checksumValue?: string;
}

/** Streams an object into storage. The client checks its checksum where S3 has one, we its length. */
export async function downloadObject(
  { sdk, client, signal }: S3Session,
  address: ObjectAddress,
  context: Pick<RunContext, 'progress'> & { readonly storage: Pick<RunContext['storage'], 'put' | 'size' | 'delete'> },
): Promise<DownloadedObject> {
  const validate = address.validateChecksum === true;
  const answer = await client.send(
    new sdk.GetObjectCommand({
      Bucket: address.bucket,
      Key: address.key,
      ...(address.versionId === undefined ? {} : { VersionId: address.versionId }),
      ...(address.ifMatch === undefined ? {} : { IfMatch: address.ifMatch }),
      ...(validate ? { ChecksumMode: 'ENABLED' } : {}),
      ...requestOptions(address),
    }),
    { abortSignal: signal },
  );
  const body = answer.Body;
  if (!(body instanceof Readable)) throw new TaskError('S3_ERROR', `S3 answered no content for ${address.key}`);
  const total = answer.ContentLength ?? 0;
  const counted = counter(total, context);
  // An error that comes before storage reads stays in `counted`, which hands it on then: here it has only to be listened to.
  pipeline(body, counted, () => undefined);
  const uri = await context.storage.put(address.key, counted);
  const size = await context.storage.size(uri);
  if (answer.ContentLength !== undefined && size !== total) {
    await context.storage.delete(uri);
    throw new TaskError('S3_CUT_SHORT', `S3: ${address.key} has ${total} bytes, but only ${size} came`);
  }
  return {
    uri,
    contentLength: size,
    metadata: answer.Metadata ?? {},
    ...(validate ? checksumOf(answer) : {}),
    ...(answer.ContentType === undefined ? {} : { contentType: answer.ContentType }),
    ...(answer.ETag === undefined ? {} : { eTag: answer.ETag }),
    ...(answer.VersionId === undefined ? {} : { versionId: answer.VersionId }),
  };
}

/** Reports progress at each whole percent, or each MiB where the size is unknown. */
function counter(total: number, context: Pick<RunContext, 'progress'>): Transform {
  const step = Math.max(total / 100, 1024 * 1024);
  let done = 0;
  let told = 0;
  return new Transform({
    transform(chunk: Buffer, _encoding, next) {
      done += chunk.length;
      if (done - told >= step) {
        told = done;
        context.progress({ done, unit: 'bytes', ...(total === 0 ? {} : { total }) });
      }
      next(null, chunk);
    },
    flush(next) {
      context.progress({ done, total: done, unit: 'bytes' });
      next();
    },
  });
}
