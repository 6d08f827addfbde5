import { Type } from '../../../contract/schema.ts';
import { checksumOutputs } from './object-checksum.ts';
import { bucketProperties } from './s3-properties.ts';

/** What of the keys counts: those of files, of folders (they end in a slash), or both. */
export type KeyFilter = 'FILES' | 'DIRECTORY' | 'BOTH';

/** The properties of tasks that choose objects. */
export const listProperties = {
  ...bucketProperties,
  prefix: Type.Optional(Type.String({ description: 'Only keys that begin so.' })),
  delimiter: Type.Optional(
    Type.String({ description: 'Leaves out keys that have this text behind the prefix: `/` stays in one folder.' }),
  ),
  marker: Type.Optional(Type.String({ description: 'Only keys behind this one, in the order of bytes.' })),
  encodingType: Type.Optional(
    Type.String({ description: 'Without effect: keys come as they are, whatever signs they hold.' }),
  ),
  maxKeys: Type.Optional(
    Type.Integer({
      description: 'Look at so many keys at most, before `regexp` and `filter`. Default: all.',
      minimum: 1,
    }),
  ),
  regexp: Type.Optional(
    Type.String({ description: 'Only keys that match this regular expression from begin to end.' }),
  ),
  filter: Type.Optional(
    Type.Unsafe<KeyFilter>({
      type: 'string',
      enum: ['FILES', 'DIRECTORY', 'BOTH'],
      default: 'BOTH',
      description: 'FILES: no keys that end in a slash; DIRECTORY: only those; BOTH: all.',
    }),
  ),
};

/** How many of them count. */
export const maxFilesProperty = {
  maxFiles: Type.Optional(
    Type.Integer({ description: 'At most so many; a warning tells of more.', default: 25, minimum: 1 }),
  ),
};

const schema = Type.Object(listProperties);

/** The properties after rendering. */
export type ListProperties = typeof schema.static;

/** An object as Kestra describes it. */
export const s3Object = Type.Object({
  key: Type.String({ description: 'Key.' }),
  etag: Type.Optional(Type.String({ description: 'Entity tag, in quotes as S3 has it.' })),
  size: Type.Integer({ description: 'Bytes.' }),
  lastModified: Type.Optional(Type.String({ description: 'When it was written, ISO 8601.' })),
  owner: Type.Optional(Type.Object({ id: Type.Optional(Type.String()), displayName: Type.Optional(Type.String()) })),
  uri: Type.Optional(Type.String({ description: 'Where it was stored; with Downloads.' })),
  ...checksumOutputs,
});

/** {@link s3Object} as a value. */
export type S3Object = typeof s3Object.static;
