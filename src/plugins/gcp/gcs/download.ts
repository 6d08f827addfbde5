import { Type } from '../../../contract/schema.ts';
import { defineTask } from '../../../contract/task.ts';
import { gcpProperties } from '../properties.ts';
import { parseExisting } from './address.ts';
import { gcsAddresses } from './gcs-addresses.ts';
import { openGcs } from './client.ts';
import { fetchObject } from './fetch-object.ts';

/** Checksums of a download. */
export const validateProperty = {
  validateChecksum: Type.Optional(
    Type.Boolean({ description: 'Compare what came with the checksum that Cloud Storage keeps.', default: false }),
  ),
};

/** Downloads an object. */
export const download = defineTask({
  type: 'io.kestra.plugin.gcp.gcs.Download',
  title: 'Download an object of Cloud Storage into storage.',
  description: `From 64 MiB on the object comes in several slices at once. All of it is of one generation, also where somebody overwrites it meanwhile; a
line that is cut goes on with the next byte. What is kept compressed comes as it is kept.`,
  properties: Type.Object({
    ...gcpProperties,
    from: Type.String({ description: 'The object: `gs://bucket/name`.' }),
    ...validateProperty,
  }),
  outputs: Type.Object({
    bucket: Type.String(),
    path: Type.String({ description: 'The object’s name.' }),
    uri: Type.String({ description: 'Address of the file in storage.' }),
  }),
  examples: [
    {
      title: 'Download a file and count its lines',
      code: `id: count_lines
namespace: company.team
tasks:
  - id: orders
    type: io.kestra.plugin.gcp.gcs.Download
    serviceAccount: "{{ secret('GCP_SERVICE_ACCOUNT') }}"
    from: gs://my-project-lake/orders.csv
  - id: lines
    type: io.kestra.plugin.core.storage.Size
    uri: "{{ outputs.orders.uri }}"
`,
    },
  ],
  addresses: gcsAddresses,
  async run(properties, context) {
    const address = parseExisting('from', properties.from);
    const client = await openGcs(properties, context);
    const { uri, size } = await fetchObject(client, address, properties.validateChecksum ?? false, context);
    context.metric({ name: 'file.size', type: 'counter', value: size });
    return { outputs: { bucket: address.bucket, path: address.name, uri } };
  },
});
