import { TaskError } from '../../../contract/errors.ts';
import type { PutObjectCommandInput } from '@aws-sdk/client-s3';
import { type Static, Type } from '../../../contract/schema.ts';
import { parseInstant } from '../../../plugin-kit/parse-instant.ts';
import { checksumHeaders, checksumProperties } from './object-checksum.ts';

const text = (description: string) => Type.Optional(Type.String({ description }));

/** Names of Amazon's client for Java → those of S3; both are taken. */
const encryptions = {
  AES256: 'AES256',
  AWS_KMS: 'aws:kms',
  AWS_KMS_DSSE: 'aws:kms:dsse',
  AWS_FSX: 'aws:fsx',
  'aws:kms': 'aws:kms',
  'aws:kms:dsse': 'aws:kms:dsse',
  'aws:fsx': 'aws:fsx',
} as const;

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
  serverSideEncryption: Type.Optional(
    Type.Unsafe<keyof typeof encryptions>({
      type: 'string',
      enum: Object.keys(encryptions),
      description: 'Encryption by the server. Where nothing is said the bucket’s.',
    }),
  ),
  kmsKeyId: text('Key of `aws:kms`. Default: the bucket’s.'),
  bucketKeyEnabled: Type.Optional(Type.Boolean({ description: 'Use the bucket’s key for `aws:kms`.' })),
  ...checksumProperties,
  objectLockMode: Type.Optional(
    Type.Unsafe<'GOVERNANCE' | 'COMPLIANCE'>({
      type: 'string',
      enum: ['GOVERNANCE', 'COMPLIANCE'],
      description: 'Who may end a lock before its time: some, or nobody.',
    }),
  ),
  objectLockLegalHoldStatus: Type.Optional(
    Type.Unsafe<'ON' | 'OFF'>({
      type: 'string',
      enum: ['ON', 'OFF'],
      description: 'Hold the object until that is ended.',
    }),
  ),
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
  const { expires, objectLockRetainUntilDate, serverSideEncryption: sse, tagging } = properties;
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
    ServerSideEncryption: sse === undefined ? undefined : encryptions[sse],
    SSEKMSKeyId: properties.kmsKeyId,
    BucketKeyEnabled: properties.bucketKeyEnabled,
    ...checksumHeaders(properties),
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
