import { TaskError } from '../../../contract/errors.ts';
import { Type } from '../../../contract/schema.ts';
import { defineTask } from '../../../contract/task.ts';
import { withS3 } from './client.ts';
import { listObjects } from './list-objects.ts';
import { listProperties, type S3Object } from './list-properties.ts';
import { requestOptions } from './s3-properties.ts';

/** S3 deletes so many objects in a request. */
const BATCH = 1000;

/** Deletes all objects that match. */
export const deleteList = defineTask({
  type: 'io.kestra.plugin.aws.s3.DeleteList',
  title: 'Delete all objects of a bucket that match.',
  properties: Type.Object({
    ...listProperties,
    concurrent: Type.Optional(
      Type.Integer({ description: 'Without effect: S3 deletes a thousand objects in a request.', minimum: 2 }),
    ),
    errorOnEmpty: Type.Optional(Type.Boolean({ description: 'Fail where nothing matches.', default: false })),
  }),
  outputs: Type.Object({
    count: Type.Integer({ description: 'How many objects were deleted.' }),
    size: Type.Integer({ description: 'Their bytes together.' }),
  }),
  examples: [
    {
      title: 'A folder',
      code: `id: empty_folder
namespace: company.team
tasks:
  - id: delete
    type: io.kestra.plugin.aws.s3.DeleteList
    accessKeyId: "{{ secret('AWS_ACCESS_KEY_ID') }}"
    secretKeyId: "{{ secret('AWS_SECRET_ACCESS_KEY') }}"
    region: eu-central-1
    bucket: my-bucket
    prefix: taxi/2019/
`,
    },
  ],
  async run(properties, context) {
    let count = 0;
    let size = 0;
    await withS3(properties, context, async (session) => {
      const { sdk, client } = session;
      const remove = async (objects: readonly S3Object[]): Promise<void> => {
        if (objects.length === 0) return;
        const Delete = { Objects: objects.map(({ key }) => ({ Key: key })), Quiet: true };
        const command = new sdk.DeleteObjectsCommand({
          Bucket: properties.bucket,
          Delete,
          ...requestOptions(properties),
        });
        const { Errors = [] } = await client.send(command, { abortSignal: context.signal });
        const [first] = Errors;
        if (first !== undefined) {
          throw new TaskError(
            'S3_ERROR',
            `S3: ${Errors.length} of ${objects.length} objects were not deleted; ${first.Key}: ${first.Message} [${first.Code}]`,
          );
        }
        count += objects.length;
        size += objects.reduce((sum, object) => sum + object.size, 0);
      };
      let batch: S3Object[] = [];
      for await (const object of listObjects(session, properties)) {
        batch.push(object);
        if (batch.length < BATCH) continue;
        await remove(batch);
        batch = [];
      }
      await remove(batch);
    });
    context.metric({ name: 's3.objects.deleted.count', type: 'counter', value: count });
    context.metric({ name: 's3.objects.deleted.size', type: 'counter', value: size });
    if (count === 0 && properties.errorOnEmpty === true) {
      throw new TaskError(
        'S3_NOTHING_FOUND',
        `expected objects to delete in bucket ${properties.bucket}, but none matches`,
        {
          hint: 'Check `prefix` and `regexp`, which has to match the whole key.',
          retryable: false,
        },
      );
    }
    context.log.info(`Deleted ${count} objects, ${size} bytes`);
    return { outputs: { count, size } };
  },
});
