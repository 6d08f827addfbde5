import { storageUri, Type } from '../../../contract/schema.ts';
import { defineTask } from '../../../contract/task.ts';
import { gcpProperties } from '../properties.ts';
import { addressText, parseObject } from './address.ts';
import { openGcs } from './client.ts';
import { sendFile } from './send-file.ts';

const text = (description: string) => Type.Optional(Type.String({ description }));

/** Uploads a file. */
export const upload = defineTask({
  type: 'io.kestra.plugin.gcp.gcs.Upload',
  title: 'Upload a file from storage to Cloud Storage.',
  description: `The file is streamed: memory does not grow with its size. An upload that is cut is taken up where it stopped; the object
appears when all of it is there and its checksum is right, never before.`,
  properties: Type.Object({
    ...gcpProperties,
    from: storageUri({ description: 'The file, in storage.' }),
    to: Type.String({ description: 'Where it goes: `gs://bucket/name`.' }),
    contentType: text('Its media type, e.g. `text/csv`. Default: by the name.'),
    contentEncoding: text('`gzip` where it is compressed.'),
    contentDisposition: text('How browsers offer it.'),
    cacheControl: text('How long it may be cached.'),
    validateChecksum: Type.Optional(
      Type.Boolean({
        description: 'Compare what Cloud Storage holds with what was sent (CRC32C, MD5).',
        default: true,
      }),
    ),
    expectedMd5: text('MD5 that the file has to have, in base64.'),
    expectedCrc32c: text('CRC32C that the file has to have, in base64.'),
    ifGenerationMatch: Type.Optional(
      Type.Integer({ description: 'Write only over this generation of the object; 0: only where there is none.' }),
    ),
  }),
  outputs: Type.Object({
    uri: Type.String({ description: '`gs://bucket/name`' }),
    md5: Type.Optional(Type.String({ description: 'MD5 in base64.' })),
    crc32c: Type.Optional(Type.String({ description: 'CRC32C in base64.' })),
    generation: Type.Optional(Type.String({ description: 'The generation that was written.' })),
  }),
  examples: [
    {
      title: 'Download a file and put it into a bucket',
      code: `id: to_the_lake
namespace: company.team
tasks:
  - id: orders
    type: io.kestra.plugin.core.http.Download
    uri: https://example.com/orders.csv
  - id: upload
    type: io.kestra.plugin.gcp.gcs.Upload
    serviceAccount: "{{ secret('GCP_SERVICE_ACCOUNT') }}"
    from: "{{ outputs.orders.uri }}"
    to: gs://my-project-lake/orders.csv
`,
    },
  ],
  async run(properties, context) {
    const target = parseObject('to', properties.to);
    const path = await context.storage.localPath(properties.from);
    const client = await openGcs(properties, context);
    const sent = await sendFile(client, path, target, properties, context);
    context.metric({ name: 'file.size', type: 'counter', value: sent.size });
    context.log.info(`uploaded ${sent.size} bytes to ${addressText(target)}`);
    const { md5, crc32c, generation } = sent;
    return {
      outputs: { uri: addressText(target), md5, crc32c, ...(generation === undefined ? {} : { generation }) },
    };
  },
});
