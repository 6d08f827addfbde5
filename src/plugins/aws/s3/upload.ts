import { selfRendered, Type } from '../../../contract/schema.ts';
import { defineTask } from '../../../contract/task.ts';
import { withS3 } from './client.ts';
import { objectHeaders, objectProperties } from './object-headers.ts';
import { objectOutputs } from './object-outputs.ts';
import { bucketProperties, requestOptions } from './s3-properties.ts';
import { uploadFiles } from './upload-files.ts';
import { uploadSources } from './upload-sources.ts';

/** Uploads files. */
export const upload = defineTask({
  type: 'io.kestra.plugin.aws.s3.Upload',
  title: 'Upload files to a bucket.',
  description:
    'Files from 8 MiB on go in parts, four at a time, each read from disk when it is its turn: the memory stays the same whatever the size. ' +
    'A part that fails is tried again alone; an upload that fails for good leaves nothing behind.',
  properties: Type.Object({
    from: selfRendered(
      Type.Union([Type.String(), Type.Array(Type.String()), Type.Record(Type.String(), Type.String())], {
        description:
          'URI of a stored file; or a list of them; or a map of name to URI, as `outputFiles` of other tasks is one. Lists and maps also as JSON text.',
      }),
    ),
    key: Type.String({
      description:
        'Key of the object; for several files the folder that they go to, under the names of the map or those that they have.',
    }),
    concurrentUploads: Type.Optional(
      Type.Integer({
        description:
          'How many of several files go up at once at most; fewer where they are large, so that memory stays small.',
        default: 50,
        minimum: 1,
      }),
    ),
    ...objectProperties,
    ...bucketProperties,
  }),
  outputs: Type.Object({
    bucket: Type.String({ description: 'The bucket.' }),
    key: Type.String({ description: 'The key, or the folder.' }),
    ...objectOutputs,
    files: Type.Optional(
      Type.Record(
        Type.String(),
        Type.Object({ ...objectOutputs, contentLength: Type.Integer({ description: 'Bytes.' }) }),
        { description: 'Of several files each, by name.' },
      ),
    ),
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
    {
      title: 'All files that a script made, under their names',
      code: `id: files_to_s3
namespace: company.team
tasks:
  - id: make
    type: io.kestra.plugin.scripts.shell.Commands
    commands:
      - echo 1 > one.csv
      - echo 2 > two.csv
    outputFiles:
      - "*.csv"
  - id: upload
    type: io.kestra.plugin.aws.s3.Upload
    accessKeyId: "{{ secret('AWS_ACCESS_KEY_ID') }}"
    secretKeyId: "{{ secret('AWS_SECRET_ACCESS_KEY') }}"
    region: eu-central-1
    bucket: my-bucket
    from: "{{ outputs.make.outputFiles }}"
    key: made
`,
    },
  ],
  async run(properties, context) {
    const sources = await uploadSources(context, properties.from);
    const { bucket, key, concurrentUploads = 50 } = properties;
    const headers = { ...objectHeaders(properties), ...requestOptions(properties) };
    const [first] = sources;
    const isAlone = sources.length === 1;
    const keyOf = (name: string): string => (isAlone ? key : joinKeys(key, name));
    const files = await withS3(properties, context, (session) =>
      uploadFiles(
        session,
        sources,
        (name) => ({ Bucket: bucket, Key: keyOf(name), ...headers }),
        concurrentUploads,
        context,
      ),
    );
    if (!isAlone) return { outputs: { bucket, key, files: Object.fromEntries(files) } };
    const { contentLength: _, ...answer } = files.get(first?.name ?? '') ?? { contentLength: 0 };
    return { outputs: { bucket, key, ...answer } };
  },
});

/** A name below a key that stands for a folder. */
function joinKeys(folder: string, name: string): string {
  return [folder.replace(/\/+$/, ''), name.replace(/^\/+/, '')].filter((part) => part !== '').join('/');
}
