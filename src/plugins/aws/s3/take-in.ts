import type { RunContext } from '../../../contract/run-context.ts';
import { type Static, Type } from '../../../contract/schema.ts';
import type { S3Session } from './client.ts';
import { downloadForTask } from './download-for-task.ts';
import { type ListProperties, type S3Object, s3Object } from './list-properties.ts';
import { performAction } from './perform-action.ts';

/** What becomes of objects that were downloaded. */
export const downloadedOutputs = Type.Object({
  objects: Type.Array(s3Object, { description: 'The objects, each with its `uri`.' }),
  outputFiles: Type.Record(Type.String(), Type.String(), { description: 'URIs by key.' }),
});

type TakeInProperties = ListProperties & { readonly validateChecksum?: boolean } & Omit<
    Parameters<typeof performAction>[1],
    'bucket'
  >;

/** Downloads objects, then leaves, deletes or moves them. Keys that end in a slash are what consoles show as empty folders: they are left alone. */
export async function takeIn(
  session: S3Session,
  found: Iterable<S3Object>,
  properties: TakeInProperties,
  context: RunContext,
): Promise<Static<typeof downloadedOutputs>> {
  const { bucket } = properties;
  const objects: S3Object[] = [];
  const read: { readonly key: string; readonly eTag: string | undefined }[] = [];
  const outputFiles: Record<string, string> = {};
  for (const object of found) {
    if (object.key.endsWith('/')) continue;
    const address = { ...properties, bucket, key: object.key };
    const { uri, eTag, checksumAlgorithm, checksumValue } = await downloadForTask(session, address, context);
    read.push({ key: object.key, eTag });
    objects.push({
      ...object,
      uri,
      ...(checksumAlgorithm === undefined ? {} : { checksumAlgorithm }),
      ...(checksumValue === undefined ? {} : { checksumValue }),
    });
    outputFiles[object.key] = uri;
  }
  context.metric({ name: 'files.count', type: 'counter', value: objects.length });
  const total = objects.reduce((sum, { size }) => sum + size, 0);
  context.metric({ name: 'files.size.total', type: 'counter', value: total });
  await performAction(session, properties, read, context);
  return { objects, outputFiles };
}
