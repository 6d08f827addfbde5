import { Type } from '../../../contract/schema.ts';
import { defineTask } from '../../../contract/task.ts';
import { withS3 } from './client.ts';
import { listObjects } from './list-objects.ts';
import { listProperties, maxFilesProperty } from './list-properties.ts';
import { validateProperty } from './object-checksum.ts';
import { actionProperties } from './perform-action.ts';
import { takeUpTo } from './take-up-to.ts';
import { downloadedOutputs, takeIn } from './take-in.ts';

/** Downloads all objects that match, and tidies up behind. */
export const downloads = defineTask({
  type: 'io.kestra.plugin.aws.s3.Downloads',
  title: 'Download several objects of a bucket, then leave, delete or move them.',
  properties: Type.Object({ ...listProperties, ...maxFilesProperty, ...actionProperties, ...validateProperty }),
  outputs: downloadedOutputs,
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
  run: (properties, context) =>
    withS3(properties, context, async (session) => {
      const found = await takeUpTo(properties.maxFiles ?? 25, listObjects(session, properties), context.log);
      return { outputs: await takeIn(session, found, properties, context) };
    }),
});
