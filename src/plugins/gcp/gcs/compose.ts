import { TaskError } from '../../../contract/errors.ts';
import { Type } from '../../../contract/schema.ts';
import { defineTask } from '../../../contract/task.ts';
import { googleError } from '../google-error.ts';
import { gcpProperties } from '../properties.ts';
import { addressText, parseObject } from './address.ts';
import { openGcs } from './client.ts';
import { listObjects, takeObjects } from './list-objects.ts';
import { type ListFilter, listProperties } from './list-properties.ts';

/** Source: https://cloud.google.com/storage/docs/json_api/v1/objects/compose */
const MOST_SOURCES = 32;

/** Joins objects. */
export const compose = defineTask({
  type: 'io.kestra.plugin.gcp.gcs.Compose',
  title: 'Join objects of Cloud Storage to one.',
  description: `Google joins them, in the order of their names; nothing passes through this machine. At most ${MOST_SOURCES}, in one bucket.`,
  properties: Type.Object({
    ...gcpProperties,
    list: Type.Object(
      {
        ...listProperties,
        filter: Type.Optional(
          Type.Unsafe<ListFilter>({
            type: 'string',
            enum: ['FILES', 'DIRECTORY', 'BOTH'],
            default: 'BOTH',
            description: 'Without effect: files only.',
          }),
        ),
      },
      { description: 'Which objects.', additionalProperties: false },
    ),
    to: Type.String({ description: 'Where the whole goes: `gs://bucket/name`.' }),
    allowEmpty: Type.Optional(Type.Boolean({ description: 'Do nothing where there are none.', default: false })),
  }),
  outputs: Type.Object({ uri: Type.Optional(Type.String({ description: 'Address of the whole.' })) }),
  examples: [
    {
      title: 'Join the parts of an export',
      code: `id: join_parts
namespace: company.team
tasks:
  - id: join
    type: io.kestra.plugin.gcp.gcs.Compose
    serviceAccount: "{{ secret('GCP_SERVICE_ACCOUNT') }}"
    list:
      from: gs://my-project-lake/export/
      regExp: '.*/part-.*[.]csv'
    to: gs://my-project-lake/export/all.csv
`,
    },
  ],
  async run(properties, context) {
    const to = parseObject('to', properties.to);
    const client = await openGcs(properties, context);
    const { objects, more } = await takeObjects(listObjects(client, properties.list), 'FILES', MOST_SOURCES);
    if (more)
      throw problem(
        `expected at most ${MOST_SOURCES} objects at ${properties.list.from}, found more`,
        'join them in steps',
      );
    if (objects.length === 0) {
      if (properties.allowEmpty === true) return { outputs: {} };
      throw problem(
        `expected objects at ${properties.list.from}, found none`,
        'check `list`, or write `allowEmpty: true`',
      );
    }
    const target = client.bucket(to.bucket).file(to.name);
    try {
      await client.bucket(to.bucket).combine(
        objects.map(({ name }) => client.bucket(to.bucket).file(name)),
        target,
      );
      const [{ size }] = await target.getMetadata();
      context.metric({ name: 'count', type: 'counter', value: objects.length });
      context.metric({ name: 'size', type: 'counter', value: Number(size ?? 0) });
    } catch (error) {
      throw googleError(error, `join ${objects.length} objects to ${addressText(to)}`);
    }
    return { outputs: { uri: addressText(to) } };
  },
});

function problem(message: string, hint: string): TaskError {
  return new TaskError('GCS_COMPOSE', message, { hint, retryable: false });
}
