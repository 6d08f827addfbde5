import { type Static, Type } from '../../../contract/schema.ts';
import { addressText } from './address.ts';
import type { FoundObject } from './list-objects.ts';

const text = Type.Optional(Type.String());

/** An object as outputs show it, by Kestra's names. */
export const blobSchema = Type.Object({
  uri: Type.String({ description: '`gs://bucket/name`, or where it was downloaded to.' }),
  bucket: Type.String(),
  name: Type.String(),
  directory: Type.Boolean({ description: 'A folder of the listing, not an object.' }),
  isDirectory: Type.Boolean({ description: 'A folder, or an object whose name ends in a slash.' }),
  size: Type.Optional(Type.Integer({ description: 'Bytes.' })),
  generation: text,
  metaGeneration: Type.Optional(Type.Integer()),
  generatedId: text,
  selfLink: text,
  mediaLink: text,
  etag: text,
  md5: text,
  crc32c: text,
  contentType: text,
  contentEncoding: text,
  contentDisposition: text,
  contentLanguage: text,
  cacheControl: text,
  createTime: text,
  updateTime: text,
  deleteTime: text,
  customTime: text,
  timeStorageClassUpdated: text,
  kmsKeyName: text,
  retentionExpirationTime: Type.Optional(Type.Integer({ description: 'Milliseconds since 1970.' })),
  componentCount: Type.Optional(Type.Integer()),
  eventBasedHold: Type.Optional(Type.Boolean()),
  temporaryHold: Type.Optional(Type.Boolean()),
  metadata: Type.Optional(Type.Record(Type.String(), Type.String())),
});

export type BlobOutput = Static<typeof blobSchema>;

/** What becomes of objects that were downloaded. */
export const downloadedOutputs = Type.Object({
  blobs: Type.Array(blobSchema, { description: 'The objects; `uri` is the file in storage.' }),
  outputFiles: Type.Record(Type.String(), Type.String(), { description: 'Files in storage by the objects’ names.' }),
});

/** What the API says of an object, by Kestra's names. Source: https://cloud.google.com/storage/docs/json_api/v1/objects */
export function describeBlob({ bucket, name, isDirectory, file }: FoundObject): BlobOutput {
  const is = (file?.metadata ?? {}) as Readonly<Record<string, unknown>>;
  const number = (value: unknown): number | undefined => (value === undefined ? undefined : Number(value));
  const held = is['retentionExpirationTime'];
  const described = {
    generation: is['generation'],
    size: file === undefined ? 0 : number(is['size']),
    metaGeneration: number(is['metageneration']),
    generatedId: is['id'],
    selfLink: is['selfLink'],
    mediaLink: is['mediaLink'],
    etag: is['etag'],
    md5: is['md5Hash'],
    crc32c: is['crc32c'],
    contentType: is['contentType'],
    contentEncoding: is['contentEncoding'],
    contentDisposition: is['contentDisposition'],
    contentLanguage: is['contentLanguage'],
    cacheControl: is['cacheControl'],
    createTime: is['timeCreated'],
    updateTime: is['updated'],
    deleteTime: is['timeDeleted'],
    customTime: is['customTime'],
    timeStorageClassUpdated: is['timeStorageClassUpdated'],
    kmsKeyName: is['kmsKeyName'],
    retentionExpirationTime: typeof held === 'string' ? Date.parse(held) : undefined,
    componentCount: number(is['componentCount']),
    eventBasedHold: is['eventBasedHold'],
    temporaryHold: is['temporaryHold'],
    metadata: is['metadata'],
  };
  const known = Object.fromEntries(
    Object.entries(described).filter(([, value]) => value !== undefined && value !== ''),
  );
  return { uri: addressText({ bucket, name }), bucket, name, directory: file === undefined, isDirectory, ...known };
}
