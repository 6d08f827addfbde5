import { storageUri, Type } from '../../../contract/schema.ts';
import { defineTask } from '../../../contract/task.ts';
import { gcpProperties } from '../properties.ts';
import { addressText, parseObject } from './address.ts';
import { keptText } from './clear-parts.ts';
import { openGcs } from './client.ts';
import { MOST_PARTS, PARTS_PREFIX } from './part-plan.ts';
import { sendFile } from './send-file.ts';

const text = (description: string) => Type.Optional(Type.String({ description }));

/** Uploads a file. */
export const upload = defineTask({
  type: 'io.kestra.plugin.gcp.gcs.Upload',
  title: 'Upload a file from storage to Cloud Storage.',
  description: `The file is streamed: memory does not grow with its size. An upload that is cut is taken up where it stopped; the object
appears when all of it is there and its checksum is right, never before.

\`parallelParts\` sends a large file as several objects at once, which Google joins (a parallel composite upload) and deletes: faster on a wide line, but
the object has no MD5 then, each part is an operation that is billed, and whoever watches the bucket's root sees parts come and go. It needs the right to list and
delete objects (\`roles/storage.objectUser\`). Parts that may not be deleted (a hold, a retention period) stay: the task names them and ends with a warning.`,
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
    parallelParts: Type.Optional(
      Type.Integer({
        minimum: 1,
        maximum: MOST_PARTS,
        default: 1,
        description:
          'How many parts go up at the same time. Files below 64 MiB go up as one stream whatever this says.',
      }),
    ),
    partsPrefix: Type.Optional(
      Type.String({
        default: PARTS_PREFIX,
        description:
          'What the names of parts begin with, from the bucket’s root. Triggers of Gitphony leave parts out.',
      }),
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
    const { md5, crc32c, generation, left } = sent;
    if (left.length > 0) {
      context.log.warn(`${keptText(left)}. The upload is whole; parts cost until somebody deletes them.`);
    }
    return {
      ...(left.length === 0 ? {} : { state: 'WARNING' as const }),
      outputs: { uri: addressText(target), md5, crc32c, ...(generation === undefined ? {} : { generation }) },
    };
  },
});
