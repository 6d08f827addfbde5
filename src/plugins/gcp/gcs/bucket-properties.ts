import { type Static, type TProperties, Type } from '../../../contract/schema.ts';
import { gcpProperties } from '../properties.ts';

export type StorageClass =
  | 'REGIONAL'
  | 'MULTI_REGIONAL'
  | 'NEARLINE'
  | 'COLDLINE'
  | 'STANDARD'
  | 'ARCHIVE'
  | 'DURABLE_REDUCED_AVAILABILITY';

const classes = [
  'REGIONAL',
  'MULTI_REGIONAL',
  'NEARLINE',
  'COLDLINE',
  'STANDARD',
  'ARCHIVE',
  'DURABLE_REDUCED_AVAILABILITY',
];

const text = (description: string) => Type.Optional(Type.String({ description }));
const flag = (description: string) => Type.Optional(Type.Boolean({ description }));
const choice = <T extends string>(values: readonly T[], description?: string) =>
  Type.Unsafe<T>({ type: 'string', enum: [...values], ...(description === undefined ? {} : { description }) });

/** An object that takes no other keys: a misspelt one is told. */
const closed = <P extends TProperties>(properties: P, options: { readonly description?: string } = {}) =>
  Type.Object(properties, { ...options, additionalProperties: false });

const acl = (description: string) =>
  Type.Optional(
    Type.Array(
      closed({
        entity: closed({ type: choice(['USER', 'GROUP', 'DOMAIN'] as const), value: Type.String() }),
        role: choice(['READER', 'WRITER', 'OWNER'] as const),
      }),
      { description },
    ),
  );

/** What CreateBucket and UpdateBucket take. */
export const bucketProperties = {
  ...gcpProperties,
  name: Type.String({
    description: 'The bucket’s name; no other bucket of anybody may have it.',
    // Source: https://cloud.google.com/storage/docs/buckets#naming
    'x-warning': {
      pattern: String.raw`^(?!.*\{[{%])(?:goog|.*google|(?![a-z0-9][a-z0-9._-]{1,220}[a-z0-9]$)|(?!.*\.).{64})`,
      text: 'Google takes no bucket of this name: 3 to 63 lower-case letters, digits, - and _, no “google” in it, and a letter or digit at both ends',
    },
  }),
  requesterPays: flag('Whoever reads pays for it.'),
  versioningEnabled: flag('Keep what is overwritten or deleted.'),
  indexPage: text('Website: the object for a folder.'),
  notFoundPage: text('Website: the object for what is missing.'),
  lifecycleRules: Type.Optional(
    Type.Array(
      closed({
        condition: closed({ age: Type.Integer({ description: 'Days since the object was made.' }) }),
        action: closed({
          type: choice(['DELETE', 'SET_STORAGE_CLASS'] as const),
          value: text('SET_STORAGE_CLASS: the class.'),
        }),
      }),
      { description: 'What becomes of objects as they age.' },
    ),
  ),
  storageClass: Type.Optional(
    Type.Unsafe<StorageClass>({ type: 'string', enum: classes, description: 'Class of new objects.' }),
  ),
  location: text('Where the data lies: `EU`, `europe-west2`, … Cannot be changed later.'),
  cors: Type.Optional(
    Type.Array(
      closed({
        maxAgeSeconds: Type.Optional(Type.Integer()),
        methods: Type.Optional(Type.Array(choice(['GET', 'HEAD', 'PUT', 'POST', 'DELETE', 'OPTIONS'] as const))),
        origins: Type.Optional(Type.Array(Type.Union([Type.String(), closed({ value: Type.String() })]))),
        responseHeaders: Type.Optional(Type.Array(Type.String())),
      }),
      { description: 'Which web pages may read objects.' },
    ),
  ),
  acl: acl('Who may do what with the bucket.'),
  defaultAcl: acl('Who may do what with new objects.'),
  labels: Type.Optional(Type.Record(Type.String(), Type.String(), { description: 'Labels of the bucket.' })),
  defaultKmsKeyName: text('The key by which new objects are encrypted.'),
  defaultEventBasedHold: flag('New objects are held until somebody releases them.'),
  retentionPeriod: Type.Optional(Type.Integer({ description: 'Seconds for which an object cannot be deleted.' })),
  iamConfiguration: Type.Optional(
    closed(
      {
        uniformBucketLevelAccessEnabled: Type.Optional(Type.Boolean()),
        publicAccessPrevention: Type.Optional(choice(['ENFORCED', 'INHERITED', 'UNSPECIFIED'] as const)),
      },
      { description: 'Rights by bucket alone, and whether the public may be let in.' },
    ),
  ),
  logging: Type.Optional(
    closed(
      { logBucket: Type.Optional(Type.String()), logObjectPrefix: Type.Optional(Type.String()) },
      { description: 'Where access is logged.' },
    ),
  ),
};

const schema = Type.Object(bucketProperties);

/** {@link bucketProperties} after rendering. */
export type BucketTaskProperties = Static<typeof schema>;

/** What bucket tasks answer. */
export const bucketOutputs = Type.Object({
  bucket: Type.Object({
    name: Type.String(),
    uri: Type.String({ description: '`gs://<name>`' }),
    location: Type.Optional(Type.String()),
    indexPage: Type.Optional(Type.String()),
    notFoundPage: Type.Optional(Type.String()),
  }),
  updated: Type.Boolean({ description: 'Whether the bucket was changed.' }),
  created: Type.Boolean({ description: 'Whether the bucket was made.' }),
});
