import { Type } from '../../../contract/schema.ts';
import { defineTask } from '../../../contract/task.ts';
import { gcpProperties } from '../properties.ts';
import { blobSchema, describeBlob } from './blob-output.ts';
import { openGcs } from './client.ts';
import { listObjects, takeObjects } from './list-objects.ts';
import { allVersionsProperty, type ListFilter, listProperties, maxFilesProperty } from './list-properties.ts';

/** Lists objects. */
export const list = defineTask({
  type: 'io.kestra.plugin.gcp.gcs.List',
  title: 'List objects of a Cloud Storage bucket.',
  properties: Type.Object({
    ...gcpProperties,
    ...listProperties,
    ...allVersionsProperty,
    ...maxFilesProperty,
    filter: Type.Optional(
      Type.Unsafe<ListFilter>({
        type: 'string',
        enum: ['FILES', 'DIRECTORY', 'BOTH'],
        default: 'BOTH',
        description: 'Files, folders, or both.',
      }),
    ),
  }),
  outputs: Type.Object({ blobs: Type.Array(blobSchema, { description: 'What was found.' }) }),
  examples: [
    {
      title: 'The CSV files of a month',
      code: `id: files_of_a_month
namespace: company.team
tasks:
  - id: list
    type: io.kestra.plugin.gcp.gcs.List
    serviceAccount: "{{ secret('GCP_SERVICE_ACCOUNT') }}"
    from: gs://my-project-lake/trips/
    listingType: RECURSIVE
    regExp: '.*2019-01.*[.]csv'
    maxFiles: 1000
`,
    },
  ],
  async run(properties, context) {
    const { from, filter = 'BOTH', maxFiles = 25 } = properties;
    const client = await openGcs(properties, context);
    const { objects, more } = await takeObjects(listObjects(client, properties), filter, maxFiles);
    if (more) context.log.warn(`there is more at ${from} than the ${maxFiles} of \`maxFiles\`; the rest is left out`);
    context.metric({ name: 'size', type: 'counter', value: objects.length });
    return { outputs: { blobs: objects.map(describeBlob) } };
  },
});
