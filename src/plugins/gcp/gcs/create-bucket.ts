import type { BucketMetadata, CreateBucketRequest } from '@google-cloud/storage';
import { TaskError } from '../../../contract/errors.ts';
import { Type } from '../../../contract/schema.ts';
import { defineTask } from '../../../contract/task.ts';
import { googleError, readFault } from '../google-error.ts';
import { bucketMetadata, describeBucket } from './bucket-metadata.ts';
import { bucketOutputs, bucketProperties } from './bucket-properties.ts';
import { changeBucket } from './change-bucket.ts';
import { type GcsClient, openGcs } from './client.ts';

type IfExists = 'ERROR' | 'UPDATE' | 'SKIP';

/** Makes a bucket. */
export const createBucket = defineTask({
  type: 'io.kestra.plugin.gcp.gcs.CreateBucket',
  title: 'Make a Cloud Storage bucket.',
  properties: Type.Object({
    ...bucketProperties,
    ifExists: Type.Optional(
      Type.Unsafe<IfExists>({
        type: 'string',
        enum: ['ERROR', 'UPDATE', 'SKIP'],
        default: 'ERROR',
        description: 'Where there is such a bucket already: fail, change it, or leave it.',
      }),
    ),
  }),
  outputs: bucketOutputs,
  examples: [
    {
      title: 'A bucket that may be there already',
      code: `id: bucket
namespace: company.team
tasks:
  - id: create
    type: io.kestra.plugin.gcp.gcs.CreateBucket
    serviceAccount: "{{ secret('GCP_SERVICE_ACCOUNT') }}"
    projectId: my-project
    name: my-project-lake
    location: EU
    ifExists: SKIP
`,
    },
  ],
  async run(properties, context) {
    const { name, ifExists = 'ERROR' } = properties;
    const client = await openGcs(properties, context);
    const metadata = bucketMetadata(properties);
    const there = await find(client, name);
    if (there === undefined) {
      const made = await create(client, metadata, name);
      context.log.info(`made the bucket ${name}`);
      return { outputs: { bucket: describeBucket(made, name), created: true, updated: false } };
    }
    if (ifExists === 'ERROR') throw exists(name);
    if (ifExists === 'SKIP') {
      context.log.info(`there is a bucket ${name} already; it stays as it is`);
      return { outputs: { bucket: describeBucket(there, name), created: false, updated: false } };
    }
    const updated = await changeBucket(client, metadata, name);
    return { outputs: { bucket: describeBucket(updated, name), created: false, updated: true } };
  },
});

async function find(client: GcsClient, name: string): Promise<BucketMetadata | undefined> {
  try {
    const [metadata] = await client.bucket(name).getMetadata();
    return metadata;
  } catch (error) {
    const { status } = readFault(error);
    if (status === 404) return undefined;
    if (status === 403) throw googleError(error, `look at the bucket ${name}`, takenHint);
    throw googleError(error, `look at the bucket ${name}`);
  }
}

async function create(client: GcsClient, metadata: BucketMetadata, name: string): Promise<BucketMetadata> {
  try {
    const [, made] = await client.createBucket(name, metadata as CreateBucketRequest);
    return made as BucketMetadata;
  } catch (error) {
    throw googleError(error, `make the bucket ${name}`, readFault(error).status === 409 ? takenHint : undefined);
  }
}

const takenHint =
  'Somebody else may have a bucket of this name: names are shared by all of Google’s customers. Choose another one.';

function exists(name: string): TaskError {
  return new TaskError('GCP_CONFLICT', `expected that there is no bucket ${name} yet, but there is`, {
    hint: 'write `ifExists: SKIP` or `ifExists: UPDATE`, or choose another name',
    retryable: false,
  });
}
