import { TaskError } from '../../../contract/errors.ts';
import { Type } from '../../../contract/schema.ts';
import { defineTask } from '../../../contract/task.ts';
import { gcpProperties } from '../properties.ts';
import { addressText, parseExisting } from './address.ts';
import { openGcs } from './client.ts';
import { deleteObject } from './delete-objects.ts';

/** Deletes an object. */
export const deleteOne = defineTask({
  type: 'io.kestra.plugin.gcp.gcs.Delete',
  title: 'Delete an object of Cloud Storage.',
  properties: Type.Object({
    ...gcpProperties,
    uri: Type.String({ description: 'The object: `gs://bucket/name`.' }),
    errorOnMissing: Type.Optional(Type.Boolean({ description: 'Fail where there is none.', default: false })),
  }),
  outputs: Type.Object({
    uri: Type.String({ description: 'Its address.' }),
    deleted: Type.Boolean({ description: 'Whether there was one.' }),
  }),
  examples: [
    {
      title: 'Delete a file',
      code: `id: delete_file
namespace: company.team
tasks:
  - id: delete
    type: io.kestra.plugin.gcp.gcs.Delete
    serviceAccount: "{{ secret('GCP_SERVICE_ACCOUNT') }}"
    uri: gs://my-project-lake/orders.csv
`,
    },
  ],
  async run(properties, context) {
    const address = parseExisting('uri', properties.uri);
    const client = await openGcs(properties, context);
    const deleted = await deleteObject(client, address.bucket, address.name);
    if (!deleted && properties.errorOnMissing === true) {
      throw new TaskError('GCP_NOT_FOUND', `expected an object at ${addressText(address)}, found none`, {
        hint: 'check the address, or leave out `errorOnMissing`',
        retryable: false,
      });
    }
    return { outputs: { uri: addressText(address), deleted } };
  },
});
