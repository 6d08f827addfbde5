import { TaskError } from '../../../contract/errors.ts';
import { Type } from '../../../contract/schema.ts';
import { defineTask } from '../../../contract/task.ts';
import { gcpProperties } from '../properties.ts';
import { addressText, parseExisting, parseObject } from './address.ts';
import { openGcs } from './client.ts';
import { copyObject } from './copy-object.ts';
import { deleteObject } from './delete-objects.ts';

/** Copies an object. */
export const copy = defineTask({
  type: 'io.kestra.plugin.gcp.gcs.Copy',
  title: 'Copy or move an object of Cloud Storage.',
  description: 'Google copies; nothing passes through this machine.',
  properties: Type.Object({
    ...gcpProperties,
    from: Type.String({ description: 'The object: `gs://bucket/name`.' }),
    to: Type.String({ description: 'Where it goes: `gs://bucket/name`.' }),
    delete: Type.Optional(Type.Boolean({ description: 'Delete the source afterwards.', default: false })),
  }),
  outputs: Type.Object({ uri: Type.String({ description: 'Address of the copy.' }) }),
  examples: [
    {
      title: 'Move a file into an archive',
      code: `id: archive
namespace: company.team
tasks:
  - id: move
    type: io.kestra.plugin.gcp.gcs.Copy
    serviceAccount: "{{ secret('GCP_SERVICE_ACCOUNT') }}"
    from: gs://my-project-lake/incoming/orders.csv
    to: gs://my-project-lake/archive/orders.csv
    delete: true
`,
    },
  ],
  async run(properties, context) {
    const from = parseExisting('from', properties.from);
    const to = parseObject('to', properties.to);
    if (addressText(from) === addressText(to)) {
      throw new TaskError('GCS_SAME_OBJECT', `\`from\` and \`to\` should differ, but both are ${addressText(to)}`, {
        hint: 'choose another address for the copy',
        retryable: false,
      });
    }
    const client = await openGcs(properties, context);
    const size = await copyObject(client, from, to);
    context.metric({ name: 'file.size', type: 'counter', value: size });
    if (properties.delete === true) await deleteObject(client, from.bucket, from.name);
    return { outputs: { uri: addressText(to) } };
  },
});
