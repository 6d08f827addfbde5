import { TaskError } from '../../../contract/errors.ts';
import type { PutObjectCommandInput } from '@aws-sdk/client-s3';
import { type Static, Type } from '../../../contract/schema.ts';
import { parseInstant } from '../../../plugin-kit/parse-instant.ts';

const text = (description: string) => Type.Optional(Type.String({ description }));

/** What an upload may say of its object. */
export const objectProperties = {
  metadata: Type.Optional(
    Type.Record(Type.String(), Type.String(), { description: 'Metadata to keep with the object.' }),
  ),
  cacheControl: text('Header `Cache-Control` of the object.'),
  contentType: text('MIME type. Default `application/octet-stream`.'),
  contentEncoding: text('How the content is encoded, as `gzip`.'),
  contentDisposition: text('Header `Content-Disposition` of the object.'),
  contentLanguage: text('Language of the content.'),
  contentLength: Type.Optional(Type.Integer({ description: 'Without effect: the file’s own size counts.' })),
  expires: text('When the object is no longer to be cached, ISO 8601.'),
  acl: text('Canned access list, as `private` or `public-read`.'),
  storageClass: text('Storage class, as `STANDARD_IA`.'),
  serverSideEncryption: text('Encryption by the server: `AES256`, `aws:kms`, `aws:kms:dsse`.'),
  kmsKeyId: text('Key of `aws:kms`. Default: the bucket’s.'),
  bucketKeyEnabled: Type.Optional(Type.Boolean({ description: 'Use the bucket’s key for `aws:kms`.' })),
  checksumAlgorithm: text('Checksum that S3 is to keep: `CRC32` (default), `CRC32C`, `SHA1`, `SHA256`.'),
  objectLockMode: text('`GOVERNANCE` or `COMPLIANCE`.'),
  objectLockLegalHoldStatus: text('`ON` or `OFF`.'),
  objectLockRetainUntilDate: text('Until when the object is locked, ISO 8601.'),
  tagging: Type.Optional(Type.Record(Type.String(), Type.String(), { description: 'Tags of the object.' })),
};

const schema = Type.Object(objectProperties);

/** @throws TaskError BAD_PROPERTY for a text that names no instant. */
function instant(property: string, text: string): Date {
  const parsed = parseInstant(text);
  if (parsed !== undefined) return new Date(parsed);
  throw new TaskError('BAD_PROPERTY', `${property}: expected an instant with a zone, got "${text}"`, {
    hint: 'Write it as 2030-01-31T12:00:00Z.',
    retryable: false,
  });
}

/** The properties as the request has them. */
export function objectHeaders(properties: Static<typeof schema>): Partial<PutObjectCommandInput> {
  const { expires, objectLockRetainUntilDate, tagging } = properties;
  const headers: Record<string, unknown> = {
    Metadata: properties.metadata,
    CacheControl: properties.cacheControl,
    ContentType: properties.contentType,
    ContentEncoding: properties.contentEncoding,
    ContentDisposition: properties.contentDisposition,
    ContentLanguage: properties.contentLanguage,
    Expires: expires === undefined ? undefined : instant('expires', expires),
    ACL: properties.acl,
    StorageClass: properties.storageClass,
    ServerSideEncryption: properties.serverSideEncryption,
    SSEKMSKeyId: properties.kmsKeyId,
    BucketKeyEnabled: properties.bucketKeyEnabled,
    ChecksumAlgorithm: properties.checksumAlgorithm,
    ObjectLockMode: properties.objectLockMode,
    ObjectLockLegalHoldStatus: properties.objectLockLegalHoldStatus,
    ObjectLockRetainUntilDate:
      objectLockRetainUntilDate === undefined
        ? undefined
        : instant('objectLockRetainUntilDate', objectLockRetainUntilDate),
    Tagging: tagging === undefined ? undefined : new URLSearchParams(tagging).toString(),
  };
  return Object.fromEntries(Object.entries(headers).filter(([, value]) => value !== undefined));
}
