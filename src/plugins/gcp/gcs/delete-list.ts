import { TaskError } from '../../../contract/errors.ts';
import { Type } from '../../../contract/schema.ts';
import { defineTask } from '../../../contract/task.ts';
import { gcpProperties } from '../properties.ts';
import { openGcs } from './client.ts';
import { deleteObjects } from './delete-objects.ts';
import { listObjects } from './list-objects.ts';
import { allVersionsProperty, listProperties } from './list-properties.ts';

/** Deletes what a listing finds. */
export const deleteList = defineTask({
  type: 'io.kestra.plugin.gcp.gcs.DeleteList',
  title: 'Delete objects of a Cloud Storage bucket.',
  properties: Type.Object({
    ...gcpProperties,
    ...listProperties,
    ...allVersionsProperty,
    errorOnEmpty: Type.Optional(
      Type.Boolean({ description: 'Fail where there is nothing to delete.', default: false }),
    ),
    concurrent: Type.Optional(Type.Integer({ description: 'How many at once. Default one.', minimum: 2 })),
  }),
  outputs: Type.Object({
    count: Type.Integer({ description: 'How many were deleted.' }),
    size: Type.Integer({ description: 'Their bytes.' }),
  }),
  examples: [
    {
      title: 'Empty a folder',
      code: `id: clean_up
namespace: company.team
tasks:
  - id: delete
    type: io.kestra.plugin.gcp.gcs.DeleteList
    serviceAccount: "{{ secret('GCP_SERVICE_ACCOUNT') }}"
    from: gs://my-project-lake/scratch/
    listingType: RECURSIVE
    concurrent: 8
`,
    },
  ],
  async run(properties, context) {
    const client = await openGcs(properties, context);
    const { count, size } = await deleteObjects(
      client,
      listObjects(client, properties),
      context,
      properties.concurrent ?? 1,
    );
    context.metric({ name: 'count', type: 'counter', value: count });
    context.metric({ name: 'size', type: 'counter', value: size });
    if (count === 0 && properties.errorOnEmpty === true) {
      throw new TaskError('GCS_NOTHING_FOUND', `expected objects to delete at ${properties.from}, found none`, {
        hint: 'check `from`, `listingType` and `regExp`',
        retryable: false,
      });
    }
    context.log.info(`deleted ${count} objects, ${size} bytes`);
    return { outputs: { count, size } };
  },
});
