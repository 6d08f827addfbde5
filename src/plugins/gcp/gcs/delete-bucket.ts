import { Type } from '../../../contract/schema.ts';
import { defineTask } from '../../../contract/task.ts';
import { googleError, readFault } from '../google-error.ts';
import { gcpProperties } from '../properties.ts';
import { openGcs } from './client.ts';
import { deleteObjects } from './delete-objects.ts';
import { listObjects } from './list-objects.ts';

/** Deletes a bucket. */
export const deleteBucket = defineTask({
  type: 'io.kestra.plugin.gcp.gcs.DeleteBucket',
  title: 'Delete a Cloud Storage bucket.',
  properties: Type.Object({
    ...gcpProperties,
    name: Type.String({ description: 'The bucket’s name.' }),
    force: Type.Optional(
      Type.Boolean({
        description: 'Delete its objects first, old versions too. Without, a bucket has to be empty.',
        default: false,
      }),
    ),
  }),
  outputs: Type.Object({
    bucket: Type.String({ description: 'Its name.' }),
    bucketUri: Type.String({ description: '`gs://<name>`' }),
  }),
  examples: [
    {
      title: 'Delete a bucket with all that is in it',
      code: `id: remove_bucket
namespace: company.team
tasks:
  - id: delete
    type: io.kestra.plugin.gcp.gcs.DeleteBucket
    serviceAccount: "{{ secret('GCP_SERVICE_ACCOUNT') }}"
    name: my-project-scratch
    force: true
`,
    },
  ],
  async run(properties, context) {
    const { name, force = false } = properties;
    const client = await openGcs(properties, context);
    if (force) {
      const objects = listObjects(client, { from: `gs://${name}`, listingType: 'RECURSIVE', allVersions: true });
      const { count } = await deleteObjects(client, objects, context);
      context.log.info(`deleted ${count} objects`);
    }
    try {
      await client.bucket(name).delete();
    } catch (error) {
      const full = readFault(error).status === 409;
      throw googleError(
        error,
        `delete the bucket ${name}`,
        full ? 'Write `force: true` to delete its objects too.' : undefined,
      );
    }
    return { outputs: { bucket: name, bucketUri: `gs://${name}` } };
  },
});
