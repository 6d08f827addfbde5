import { TaskError } from '../../../contract/errors.ts';
import { Type } from '../../../contract/schema.ts';
import { defineTask } from '../../../contract/task.ts';
import { gcpProperties } from '../properties.ts';
import { parseAddress } from './address.ts';
import { blobSchema, describeBlob } from './blob-output.ts';
import { openGcs } from './client.ts';
import { copyObject } from './copy-object.ts';
import { deleteObject } from './delete-objects.ts';
import { validateProperty } from './download.ts';
import { fetchObject } from './fetch-object.ts';
import { listObjects, takeObjects } from './list-objects.ts';
import { actionProperties, allVersionsProperty, listProperties, maxFilesProperty } from './list-properties.ts';

/** Downloads what a listing finds. */
export const downloads = defineTask({
  type: 'io.kestra.plugin.gcp.gcs.Downloads',
  title: 'Download several objects of Cloud Storage into storage.',
  description: 'What becomes of the objects afterwards happens when all of them are there.',
  properties: Type.Object({
    ...gcpProperties,
    ...listProperties,
    ...allVersionsProperty,
    ...maxFilesProperty,
    ...actionProperties,
    ...validateProperty,
  }),
  outputs: Type.Object({
    blobs: Type.Array(blobSchema, { description: 'The objects; `uri` is the file in storage.' }),
    outputFiles: Type.Record(Type.String(), Type.String(), { description: 'Files in storage by the objects’ names.' }),
  }),
  examples: [
    {
      title: 'Take what has come in',
      code: `id: take_in
namespace: company.team
tasks:
  - id: files
    type: io.kestra.plugin.gcp.gcs.Downloads
    serviceAccount: "{{ secret('GCP_SERVICE_ACCOUNT') }}"
    from: gs://my-project-lake/incoming/
    action: MOVE
    moveDirectory: gs://my-project-lake/archive/
`,
    },
  ],
  async run(properties, context) {
    const { from, action = 'NONE', maxFiles = 25, moveDirectory } = properties;
    if (action === 'MOVE' && moveDirectory === undefined) {
      throw new TaskError('GCS_NO_MOVE_DIRECTORY', '`action: MOVE` needs `moveDirectory`, but there is none', {
        hint: 'write `moveDirectory: gs://bucket/prefix/`',
        retryable: false,
      });
    }
    const client = await openGcs(properties, context);
    const { objects, more } = await takeObjects(listObjects(client, properties), 'FILES', maxFiles);
    if (more)
      context.log.warn(`there is more at ${from} than the ${maxFiles} of \`maxFiles\`; the rest is left where it is`);
    const blobs = [];
    for (const object of objects) {
      const { uri } = await fetchObject(client, object, properties.validateChecksum ?? false, context);
      blobs.push({ ...describeBlob(object), uri });
    }
    for (const { bucket, name } of action === 'NONE' ? [] : objects) {
      if (moveDirectory !== undefined && action === 'MOVE') {
        const target = parseAddress(
          'moveDirectory',
          `${moveDirectory.replace(/\/+$/, '')}/${name.slice(name.lastIndexOf('/') + 1)}`,
        );
        await copyObject(client, { bucket, name }, target);
      }
      await deleteObject(client, bucket, name);
    }
    return { outputs: { blobs, outputFiles: Object.fromEntries(blobs.map(({ name, uri }) => [name, uri])) } };
  },
});
