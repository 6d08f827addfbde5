import { Type } from '../../../contract/schema.ts';
import { defineTask } from '../../../contract/task.ts';
import { withS3 } from './client.ts';
import { listObjects } from './list-objects.ts';
import { listProperties, maxFilesProperty, s3Object } from './list-properties.ts';
import { takeUpTo } from './take-up-to.ts';

/** Lists objects. */
export const list = defineTask({
  type: 'io.kestra.plugin.aws.s3.List',
  title: 'List the objects of a bucket.',
  properties: Type.Object({
    ...listProperties,
    ...maxFilesProperty,
  }),
  outputs: Type.Object({ objects: Type.Array(s3Object, { description: 'The objects, in the order of their keys.' }) }),
  examples: [
    {
      title: 'The CSV files of a folder',
      code: `id: list_s3
namespace: company.team
tasks:
  - id: list
    type: io.kestra.plugin.aws.s3.List
    accessKeyId: "{{ secret('AWS_ACCESS_KEY_ID') }}"
    secretKeyId: "{{ secret('AWS_SECRET_ACCESS_KEY') }}"
    region: eu-central-1
    bucket: my-bucket
    prefix: taxi/
    regexp: .*\\.csv
  - id: tell
    type: io.kestra.plugin.core.log.Log
    message: "{{ outputs.list.objects | jq('.[].key') }}"
`,
    },
  ],
  async run(properties, context) {
    const objects = await withS3(properties, context, (session) =>
      takeUpTo(properties.maxFiles ?? 25, listObjects(session, properties), context.log),
    );
    context.metric({ name: 's3.objects.count', type: 'counter', value: objects.length });
    return { outputs: { objects } };
  },
});
