import { Type } from '../../../contract/schema.ts';
import { defineTask } from '../../../contract/task.ts';
import { actionProperties, performAction } from './perform-action.ts';
import { withS3 } from './client.ts';
import { downloadObject } from './download-object.ts';
import { listObjects } from './list-objects.ts';
import { listProperties, type S3Object, s3Object } from './list-properties.ts';

/** Downloads all objects that match, and tidies up behind. */
export const downloads = defineTask({
  type: 'io.kestra.plugin.aws.s3.Downloads',
  title: 'Download several objects of a bucket, then leave, delete or move them.',
  properties: Type.Object({ ...listProperties, ...actionProperties }),
  outputs: Type.Object({
    objects: Type.Array(s3Object, { description: 'The objects, each with its `uri`.' }),
    outputFiles: Type.Record(Type.String(), Type.String(), { description: 'URIs by key.' }),
  }),
  examples: [
    {
      title: 'A folder that is emptied into an archive',
      code: `id: inbox
namespace: company.team
tasks:
  - id: take
    type: io.kestra.plugin.aws.s3.Downloads
    accessKeyId: "{{ secret('AWS_ACCESS_KEY_ID') }}"
    secretKeyId: "{{ secret('AWS_SECRET_ACCESS_KEY') }}"
    region: eu-central-1
    bucket: my-bucket
    prefix: inbox/
    action: MOVE
    moveTo:
      bucket: my-bucket
      key: archive
  - id: tell
    type: io.kestra.plugin.core.log.Log
    message: "{{ outputs.take.outputFiles }}"
`,
    },
  ],
  async run(properties, context) {
    const { bucket } = properties;
    return withS3(properties, context, async (session) => {
      const objects: S3Object[] = [];
      const outputFiles: Record<string, string> = {};
      for await (const object of listObjects(session, properties)) {
        // Keys that end in a slash are what consoles show as empty folders.
        if (object.key.endsWith('/')) continue;
        const { uri } = await downloadObject(session, { ...properties, bucket, key: object.key }, context);
        objects.push({ ...object, uri });
        outputFiles[object.key] = uri;
      }
      context.metric({ name: 'files.count', type: 'counter', value: objects.length });
      const total = objects.reduce((sum, { size }) => sum + size, 0);
      context.metric({ name: 'files.size.total', type: 'counter', value: total });
      await performAction(session, properties, objects);
      return { outputs: { objects, outputFiles } };
    });
  },
});
