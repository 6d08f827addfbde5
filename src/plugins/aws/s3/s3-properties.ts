import { Type } from '../../../contract/schema.ts';
import { connectionProperties } from '../connection-properties.ts';

/** The properties by which every S3 task finds its server. */
export const s3Properties = {
  ...connectionProperties,
  forcePathStyle: Type.Optional(
    Type.Boolean({
      description: 'The bucket stands in the path, not in the host’s name, as MinIO and others want it.',
      default: false,
    }),
  ),
  compatibilityMode: Type.Optional(
    Type.Boolean({
      description: 'For servers that do not know S3’s newer checksums: they are sent only where they are required.',
      default: false,
    }),
  ),
};

/** Those of tasks that work inside of a bucket. */
export const bucketProperties = {
  ...s3Properties,
  bucket: Type.String({ description: 'Name of the bucket.', minLength: 1 }),
  requestPayer: Type.Optional(Type.String({ description: '`requester`: who asks pays, for buckets that want it so.' })),
  expectedBucketOwner: Type.Optional(
    Type.String({ description: 'Account that has to own the bucket; otherwise the request fails with 403.' }),
  ),
};

const schema = Type.Object({ ...s3Properties, bucket: Type.Optional(Type.String()) });

/** The properties of the connection after rendering. */
export type S3Properties = typeof schema.static;

/** What requests take of `requestPayer` and `expectedBucketOwner`. */
export function requestOptions(properties: { readonly requestPayer?: string; readonly expectedBucketOwner?: string }): {
  RequestPayer?: 'requester';
  ExpectedBucketOwner?: string;
} {
  const { requestPayer, expectedBucketOwner } = properties;
  return {
    ...(requestPayer === undefined ? {} : { RequestPayer: requestPayer as 'requester' }),
    ...(expectedBucketOwner === undefined ? {} : { ExpectedBucketOwner: expectedBucketOwner }),
  };
}
