import { Type } from '../../../contract/schema.ts';
import { defineTask } from '../../../contract/task.ts';
import { bucketMetadata, describeBucket } from './bucket-metadata.ts';
import { bucketOutputs, bucketProperties } from './bucket-properties.ts';
import { changeBucket } from './change-bucket.ts';
import { openGcs } from './client.ts';

/** Changes a bucket. */
export const updateBucket = defineTask({
  type: 'io.kestra.plugin.gcp.gcs.UpdateBucket',
  title: 'Change a Cloud Storage bucket.',
  description: 'What is not given stays as it is. The location of a bucket cannot be changed.',
  properties: Type.Object(bucketProperties),
  outputs: bucketOutputs,
  examples: [
    {
      title: 'Keep old versions, and delete objects after a year',
      code: `id: bucket_rules
namespace: company.team
tasks:
  - id: update
    type: io.kestra.plugin.gcp.gcs.UpdateBucket
    serviceAccount: "{{ secret('GCP_SERVICE_ACCOUNT') }}"
    name: my-project-lake
    versioningEnabled: true
    lifecycleRules:
      - condition:
          age: 365
        action:
          type: DELETE
`,
    },
  ],
  async run(properties, context) {
    const { name } = properties;
    const client = await openGcs(properties, context);
    const changed = await changeBucket(client, bucketMetadata(properties), name);
    return { outputs: { bucket: describeBucket(changed, name), created: false, updated: true } };
  },
});
