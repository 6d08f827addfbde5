import { TaskError } from '../../../contract/errors.ts';
import { Type } from '../../../contract/schema.ts';
import { defineTask } from '../../../contract/task.ts';
import { withS3 } from './client.ts';
import { s3Addresses } from './s3-addresses.ts';
import { downloadForTask } from './download-for-task.ts';
import type { DownloadedObject } from './download-object.ts';
import { listObjects } from './list-objects.ts';
import { listProperties } from './list-properties.ts';
import { takeUpTo } from './take-up-to.ts';
import { checksumOutputs, validateProperty } from './object-checksum.ts';
import { objectOutputs } from './object-outputs.ts';

const file = {
  uri: Type.String({ description: 'Where it was stored.' }),
  contentLength: Type.Integer({ description: 'Bytes.' }),
  contentType: Type.Optional(Type.String({ description: 'MIME type.' })),
  metadata: Type.Record(Type.String(), Type.String(), { description: 'Metadata of the object.' }),
  ...objectOutputs,
  ...checksumOutputs,
};

const { filter: _, encodingType: __, ...choice } = listProperties;

/** Downloads an object, or several. */
export const download = defineTask({
  type: 'io.kestra.plugin.aws.s3.Download',
  title: 'Download an object of a bucket, or several.',
  description:
    'With `key` alone one object; with `prefix`, `delimiter` or `regexp` all that they choose, up to `maxFiles`.',
  properties: Type.Object({
    key: Type.Optional(Type.String({ description: 'Key of the object.' })),
    versionId: Type.Optional(Type.String({ description: 'Version of the object. Default: the newest.' })),
    maxFiles: Type.Optional(
      Type.Integer({ description: 'At most so many of several objects.', default: 25, minimum: 1 }),
    ),
    ...choice,
    ...validateProperty,
  }),
  outputs: Type.Object({
    uri: Type.Optional(file.uri),
    contentLength: Type.Optional(file.contentLength),
    contentType: file.contentType,
    metadata: Type.Optional(file.metadata),
    ...objectOutputs,
    ...checksumOutputs,
    files: Type.Optional(
      Type.Record(Type.String(), Type.Object(file), { description: 'Of several objects each, by key.' }),
    ),
  }),
  examples: [
    {
      title: 'One object',
      code: `id: from_s3
namespace: company.team
tasks:
  - id: download
    type: io.kestra.plugin.aws.s3.Download
    accessKeyId: "{{ secret('AWS_ACCESS_KEY_ID') }}"
    secretKeyId: "{{ secret('AWS_SECRET_ACCESS_KEY') }}"
    region: eu-central-1
    bucket: my-bucket
    key: taxi/trips.csv
  - id: tell
    type: io.kestra.plugin.core.log.Log
    message: "{{ outputs.download.contentLength }} bytes in {{ outputs.download.uri }}"
`,
    },
  ],
  addresses: s3Addresses,
  async run(properties, context) {
    const { key, prefix, delimiter, regexp } = properties;
    const several = prefix !== undefined || delimiter !== undefined || regexp !== undefined;
    if (!several && key === undefined) {
      throw new TaskError(
        'S3_NO_KEY',
        'expected `key`, or one of `prefix`, `delimiter` and `regexp`, but there is none',
        {
          hint: 'Add `key: path/to/file` for one object, or `prefix: path/to/` for a folder.',
          retryable: false,
        },
      );
    }
    return withS3(properties, context, async (session) => {
      if (!several && key !== undefined) {
        return { outputs: await downloadForTask(session, { ...properties, key }, context) };
      }
      const chosen = listObjects(session, { ...properties, filter: 'FILES' });
      const files: Record<string, DownloadedObject> = {};
      for (const object of await takeUpTo(properties.maxFiles ?? 25, chosen, context.log)) {
        // A version belongs to one key.
        const { versionId: _version, ...address } = properties;
        files[object.key] = await downloadForTask(session, { ...address, key: object.key }, context);
      }
      if (Object.keys(files).length === 0)
        context.log.warn(`Nothing in ${properties.bucket} matches: no file was downloaded`);
      return { outputs: { files } };
    });
  },
});
