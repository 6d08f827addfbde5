import { Type } from '../../../contract/schema.ts';
import { defineTask } from '../../../contract/task.ts';
import { withS3 } from './client.ts';
import { bucketProperties, requestOptions } from './s3-properties.ts';

/** Deletes an object. */
export const deleteObject = defineTask({
  type: 'io.kestra.plugin.aws.s3.Delete',
  title: 'Delete an object of a bucket.',
  description: 'S3 does not fail for a key that is not there.',
  properties: Type.Object({
    key: Type.String({ description: 'Key of the object.' }),
    versionId: Type.Optional(
      Type.String({ description: 'Version to delete for good, in buckets that keep versions.' }),
    ),
    mfa: Type.Optional(Type.String({ description: 'Serial number and code of a device, where the bucket wants one.' })),
    bypassGovernanceRetention: Type.Optional(
      Type.Boolean({ description: 'Delete although a governance lock holds it.' }),
    ),
    ...bucketProperties,
  }),
  outputs: Type.Object({
    versionId: Type.Optional(Type.String({ description: 'Version that was deleted, or of the delete marker.' })),
    deleteMarker: Type.Optional(Type.Boolean({ description: 'Whether a delete marker stands in its place now.' })),
    requestCharged: Type.Optional(Type.String({ description: '`requester` where the requester pays.' })),
  }),
  examples: [
    {
      title: 'One object',
      code: `id: delete_s3
namespace: company.team
tasks:
  - id: delete
    type: io.kestra.plugin.aws.s3.Delete
    accessKeyId: "{{ secret('AWS_ACCESS_KEY_ID') }}"
    secretKeyId: "{{ secret('AWS_SECRET_ACCESS_KEY') }}"
    region: eu-central-1
    bucket: my-bucket
    key: taxi/trips.csv
`,
    },
  ],
  async run(properties, context) {
    const { bucket, key, versionId, mfa, bypassGovernanceRetention } = properties;
    const { VersionId, DeleteMarker, RequestCharged } = await withS3(properties, context, ({ sdk, client }) =>
      client.send(
        new sdk.DeleteObjectCommand({
          Bucket: bucket,
          Key: key,
          ...(versionId === undefined ? {} : { VersionId: versionId }),
          ...(mfa === undefined ? {} : { MFA: mfa }),
          ...(bypassGovernanceRetention === true ? { BypassGovernanceRetention: true } : {}),
          ...requestOptions(properties),
        }),
        { abortSignal: context.signal },
      ),
    );
    return {
      outputs: {
        ...(VersionId === undefined ? {} : { versionId: VersionId }),
        ...(DeleteMarker === undefined ? {} : { deleteMarker: DeleteMarker }),
        ...(RequestCharged === undefined ? {} : { requestCharged: RequestCharged }),
      },
    };
  },
});
