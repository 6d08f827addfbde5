import type { CopyObjectCommandInput } from '@aws-sdk/client-s3';
import type { S3Session } from './client.ts';

/** S3 copies up to 5 GiB in one request. Source: https://docs.aws.amazon.com/AmazonS3/latest/API/API_CopyObject.html */
const LARGEST_IN_ONE = 5 * 1024 ** 3;
const PART = 512 * 1024 * 1024;

interface Place {
  readonly bucket: string;
  readonly key: string;
  readonly versionId?: string;
}

/** Copies an object inside of S3, in parts where it is larger than one request may copy. Answers its entity tag. */
export async function copyObject(
  session: S3Session,
  from: Place,
  to: Place,
  more: Partial<CopyObjectCommandInput> = {},
): Promise<{ readonly ETag?: string | undefined; readonly VersionId?: string | undefined }> {
  const { sdk, client, signal } = session;
  const version = from.versionId === undefined ? {} : { VersionId: from.versionId };
  const head = await client.send(new sdk.HeadObjectCommand({ Bucket: from.bucket, Key: from.key, ...version }), {
    abortSignal: signal,
  });
  const source = {
    CopySource: `${from.bucket}/${from.key.split('/').map(encodeURIComponent).join('/')}${
      from.versionId === undefined ? '' : `?versionId=${encodeURIComponent(from.versionId)}`
    }`,
  };
  const target = { Bucket: to.bucket, Key: to.key };
  const size = head.ContentLength ?? 0;
  if (size > LARGEST_IN_ONE) return copyInParts(session, source, target, size, more);
  const answer = await client.send(new sdk.CopyObjectCommand({ ...source, ...target, ...more }), {
    abortSignal: signal,
  });
  return { ETag: answer.CopyObjectResult?.ETag, VersionId: answer.VersionId };
}

async function copyInParts(
  { sdk, client, signal }: S3Session,
  source: { readonly CopySource: string },
  target: { readonly Bucket: string; readonly Key: string },
  size: number,
  more: Partial<CopyObjectCommandInput>,
): Promise<{ readonly ETag?: string | undefined; readonly VersionId?: string | undefined }> {
  const { ServerSideEncryption, SSEKMSKeyId } = more;
  const encryption = {
    ...(ServerSideEncryption === undefined ? {} : { ServerSideEncryption }),
    ...(SSEKMSKeyId === undefined ? {} : { SSEKMSKeyId }),
  };
  const begun = await client.send(new sdk.CreateMultipartUploadCommand({ ...target, ...encryption }), {
    abortSignal: signal,
  });
  const upload = { ...target, UploadId: begun.UploadId };
  try {
    const parts: { PartNumber: number; ETag: string | undefined }[] = [];
    for (let start = 0; start < size; start += PART) {
      const number = parts.length + 1;
      const range = `bytes=${start}-${Math.min(start + PART, size) - 1}`;
      const part = new sdk.UploadPartCopyCommand({ ...upload, ...source, PartNumber: number, CopySourceRange: range });
      const { CopyPartResult } = await client.send(part, { abortSignal: signal });
      parts.push({ PartNumber: number, ETag: CopyPartResult?.ETag });
    }
    const end = new sdk.CompleteMultipartUploadCommand({ ...upload, MultipartUpload: { Parts: parts } });
    return await client.send(end, { abortSignal: signal });
  } catch (error) {
    // Parts that nobody completes would cost money. The first error counts.
    await client.send(new sdk.AbortMultipartUploadCommand(upload)).catch(() => undefined);
    throw error;
  }
}
