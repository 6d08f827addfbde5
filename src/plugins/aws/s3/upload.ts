import { selfRendered, Type } from '../../../contract/schema.ts';
import { defineTask } from '../../../contract/task.ts';
import { renderTextList } from '../../../plugin-kit/render-text.ts';
import { withS3 } from './client.ts';
import { objectHeaders, objectProperties } from './object-headers.ts';
import { objectOutputs } from './object-outputs.ts';
import { bucketProperties, requestOptions } from './s3-properties.ts';
import { uploadFile } from './upload-file.ts';

/** Uploads files. */
export const upload = defineTask({
  type: 'io.kestra.plugin.aws.s3.Upload',
  title: 'Upload files to a bucket.',
  description:
    'Files from 8 MiB on go in parts, four at a time, each read from disk when it is its turn: the memory stays the same whatever the size. ' +
    'A part that fails is tried again alone; an upload that fails for good leaves nothing behind.',
  properties: Type.Object({
    from: selfRendered(
      Type.Union([Type.String(), Type.Array(Type.String())], {
        description: 'URI of a stored file; or a list of them, also as JSON text.',
      }),
    ),
    key: Type.String({
      description: 'Key of the object; for several files the folder that they go to, under the names that they have.',
    }),
    ...objectProperties,
    ...bucketProperties,
  }),
  outputs: Type.Object({
    bucket: Type.String({ description: 'The bucket.' }),
    key: Type.String({ description: 'The key, or the folder.' }),
    ...objectOutputs,
  }),
  examples: [
    {
      title: 'A file that was downloaded',
      code: `id: to_s3
namespace: company.team
tasks:
  - id: download
    type: io.kestra.plugin.core.http.Download
    uri: https://example.com/trips.csv
  - id: upload
    type: io.kestra.plugin.aws.s3.Upload
    accessKeyId: "{{ secret('AWS_ACCESS_KEY_ID') }}"
    secretKeyId: "{{ secret('AWS_SECRET_ACCESS_KEY') }}"
    region: eu-central-1
    bucket: my-bucket
    from: "{{ outputs.download.uri }}"
    key: taxi/trips.csv
`,
    },
    {
      title: 'Two files, by a role',
      code: `id: both_to_s3
namespace: company.team
inputs:
  - id: green
    type: FILE
  - id: yellow
    type: FILE
tasks:
  - id: upload
    type: io.kestra.plugin.aws.s3.Upload
    stsRoleArn: arn:aws:iam::123456789012:role/loader
    region: eu-central-1
    bucket: my-bucket
    from:
      - "{{ inputs.green }}"
      - "{{ inputs.yellow }}"
    key: taxi
`,
    },
  ],
  async run(properties, context) {
    const files = await renderTextList(context, properties.from);
    const { bucket, key } = properties;
    const folder = key.replace(/\/+$/, '');
    const outputs = await withS3(properties, context, async (session) => {
      let last: { eTag?: string; versionId?: string } = {};
      for (const uri of files) {
        const name = decodeURIComponent(uri.slice(uri.lastIndexOf('/') + 1));
        const target = files.length === 1 ? key : `${folder}/${name}`;
        const headers = { ...objectHeaders(properties), ...requestOptions(properties) };
        last = await uploadFile(session, { Bucket: bucket, Key: target, ...headers }, uri, context);
        context.log.info(`s3://${bucket}/${target}`);
      }
      return last;
    });
    return { outputs: { bucket, key, ...(files.length === 1 ? outputs : {}) } };
  },
});
