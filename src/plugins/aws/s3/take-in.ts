import type { RunContext } from '../../../contract/run-context.ts';
import { type Static, Type } from '../../../contract/schema.ts';
import type { S3Session } from './client.ts';
import { downloadObject } from './download-object.ts';
import { type ListProperties, type S3Object, s3Object } from './list-properties.ts';
import { performAction } from './perform-action.ts';

/** What becomes of objects that were downloaded. */
export const downloadedOutputs = Type.Object({
  objects: Type.Array(s3Object, { description: 'The objects, each with its `uri`.' }),
  outputFiles: Type.Record(Type.String(), Type.String(), { description: 'URIs by key.' }),
});

type TakeInProperties = ListProperties & Omit<Parameters<typeof performAction>[1], 'bucket'>;

/** Downloads objects, then leaves, deletes or moves them. Keys that end in a slash are what consoles show as empty folders: they are left alone. */
export async function takeIn(
  session: S3Session,
  found: AsyncIterable<S3Object> | Iterable<S3Object>,
  properties: TakeInProperties,
  context: RunContext,
): Promise<Static<typeof downloadedOutputs>> {
  const { bucket } = properties;
  const objects: S3Object[] = [];
  const outputFiles: Record<string, string> = {};
  for await (const object of found) {
    if (object.key.endsWith('/')) continue;
    const { uri } = await downloadObject(session, { ...properties, bucket, key: object.key }, context);
    objects.push({ ...object, uri });
    outputFiles[object.key] = uri;
  }
  context.metric({ name: 'files.count', type: 'counter', value: objects.length });
  const total = objects.reduce((sum, { size }) => sum + size, 0);
  context.metric({ name: 'files.size.total', type: 'counter', value: total });
  await performAction(session, properties, objects);
  return { objects, outputFiles };
}
