import type { CreateBucketCommandInput } from '@aws-sdk/client-s3';
import { Type } from '../../../contract/schema.ts';
import { defineTask } from '../../../contract/task.ts';
import { withS3 } from './client.ts';
import { s3Properties } from './s3-properties.ts';

const grant = (description: string) => Type.Optional(Type.String({ description }));

/** Makes a bucket. */
export const createBucket = defineTask({
  type: 'io.kestra.plugin.aws.s3.CreateBucket',
  title: 'Make a bucket.',
  properties: Type.Object({
    bucket: Type.String({ description: 'Its name, of which the world has one.' }),
    grantFullControl: grant('Who may do everything.'),
    grantRead: grant('Who may list objects.'),
    grantReadACP: grant('Who may read the access list.'),
    grantWrite: grant('Who may write objects.'),
    grantWriteACP: grant('Who may write the access list.'),
    acl: grant('Canned access list, as `private`.'),
    objectLockEnabledForBucket: Type.Optional(Type.Boolean({ description: 'Allow locks on objects.' })),
    ...s3Properties,
  }),
  outputs: Type.Object({
    bucket: Type.String({ description: 'The bucket.' }),
    region: Type.Optional(Type.String({ description: 'Where it is, as S3 says it.' })),
  }),
  examples: [
    {
      title: 'A bucket in Frankfurt',
      code: `id: make_bucket
namespace: company.team
tasks:
  - id: make
    type: io.kestra.plugin.aws.s3.CreateBucket
    accessKeyId: "{{ secret('AWS_ACCESS_KEY_ID') }}"
    secretKeyId: "{{ secret('AWS_SECRET_ACCESS_KEY') }}"
    region: eu-central-1
    bucket: my-bucket
`,
    },
  ],
  async run(properties, context) {
    const { bucket } = properties;
    const headers: Record<string, unknown> = {
      GrantFullControl: properties.grantFullControl,
      GrantRead: properties.grantRead,
      GrantReadACP: properties.grantReadACP,
      GrantWrite: properties.grantWrite,
      GrantWriteACP: properties.grantWriteACP,
      ACL: properties.acl,
      ObjectLockEnabledForBucket: properties.objectLockEnabledForBucket,
    };
    const given = Object.fromEntries(Object.entries(headers).filter(([, value]) => value !== undefined));
    const answer = await withS3(properties, context, ({ sdk, client }) => {
      // The client names its region to S3 by itself, but for us-east-1, which S3 refuses to hear.
      const input: CreateBucketCommandInput = { Bucket: bucket, ...given };
      return client.send(new sdk.CreateBucketCommand(input), { abortSignal: context.signal });
    });
    return { outputs: { bucket, ...(answer.Location === undefined ? {} : { region: answer.Location }) } };
  },
});
