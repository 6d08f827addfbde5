import { Type } from '../../../contract/schema.ts';
import { defineTask } from '../../../contract/task.ts';
import { withS3 } from './client.ts';
import { copyObject } from './copy-object.ts';
import { encryptionOf, encryptionProperties } from './object-encryption.ts';
import { objectOutputs, objectOutputsOf } from './object-outputs.ts';
import { s3Properties } from './s3-properties.ts';

/** Copies an object. */
export const copy = defineTask({
  type: 'io.kestra.plugin.aws.s3.Copy',
  title: 'Copy an object to another key or bucket.',
  description: 'S3 copies by itself; nothing is downloaded.',
  properties: Type.Object({
    from: Type.Object(
      {
        bucket: Type.String({ description: 'Bucket.' }),
        key: Type.String({ description: 'Key.' }),
        versionId: Type.Optional(Type.String({ description: 'Version. Default: the newest.' })),
      },
      { description: 'What to copy.', additionalProperties: false },
    ),
    to: Type.Optional(
      Type.Object(
        {
          bucket: Type.Optional(Type.String({ description: 'Bucket. Default: that of `from`.' })),
          key: Type.Optional(Type.String({ description: 'Key. Default: that of `from`.' })),
          ...encryptionProperties,
        },
        { description: 'Where to.', additionalProperties: false },
      ),
    ),
    delete: Type.Optional(Type.Boolean({ description: 'Delete the source afterwards: a move.', default: false })),
    ...s3Properties,
  }),
  outputs: Type.Object({
    bucket: Type.String({ description: 'Bucket of the copy.' }),
    key: Type.String({ description: 'Key of the copy.' }),
    ...objectOutputs,
  }),
  examples: [
    {
      title: 'Into another bucket',
      code: `id: copy_s3
namespace: company.team
tasks:
  - id: copy
    type: io.kestra.plugin.aws.s3.Copy
    accessKeyId: "{{ secret('AWS_ACCESS_KEY_ID') }}"
    secretKeyId: "{{ secret('AWS_SECRET_ACCESS_KEY') }}"
    region: eu-central-1
    from:
      bucket: my-bucket
      key: taxi/trips.csv
    to:
      bucket: my-archive
`,
    },
  ],
  async run({ from, to = {}, ...properties }, context) {
    const target = { bucket: to.bucket ?? from.bucket, key: to.key ?? from.key };
    return withS3({ ...properties, bucket: from.bucket }, context, async (session) => {
      const answer = await copyObject(session, from, target, encryptionOf(to));
      if (properties.delete === true) {
        const version = from.versionId === undefined ? {} : { VersionId: from.versionId };
        const command = new session.sdk.DeleteObjectCommand({ Bucket: from.bucket, Key: from.key, ...version });
        await session.client.send(command, { abortSignal: context.signal });
      }
      return { outputs: { ...target, ...objectOutputsOf(answer) } };
    });
  },
});
