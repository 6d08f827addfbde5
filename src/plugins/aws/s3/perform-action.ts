import { TaskError } from '../../../contract/errors.ts';
import { type Static, Type } from '../../../contract/schema.ts';
import type { S3Session } from './client.ts';
import { copyObject } from './copy-object.ts';
import { encryptionOf, encryptionProperties } from './object-encryption.ts';
import type { S3Object } from './list-properties.ts';

/** What becomes of objects that were taken. */
export const actionProperties = {
  action: Type.Optional(
    Type.Unsafe<'MOVE' | 'DELETE' | 'NONE'>({
      type: 'string',
      enum: ['MOVE', 'DELETE', 'NONE'],
      default: 'NONE',
      description: 'What becomes of the objects afterwards. NONE: they stay.',
    }),
  ),
  moveTo: Type.Optional(
    Type.Object(
      {
        bucket: Type.Optional(Type.String({ description: 'Default: the same bucket.' })),
        key: Type.String({ description: 'The folder that they go to, under the names that they have.' }),
        ...encryptionProperties,
      },
      { description: 'Where MOVE puts them.', additionalProperties: false },
    ),
  ),
};

const schema = Type.Object({ ...actionProperties, bucket: Type.String() });

/** Deletes or moves objects, one after another. */
export async function performAction(
  session: S3Session,
  { action = 'NONE', moveTo, bucket }: Static<typeof schema>,
  objects: readonly S3Object[],
): Promise<void> {
  if (action === 'NONE') return;
  checkAction(action, moveTo);
  for (const { key } of objects) {
    if (moveTo !== undefined && action === 'MOVE') {
      const target = `${moveTo.key.replace(/\/+$/, '')}/${key.slice(key.lastIndexOf('/') + 1)}`;
      const there = { bucket: moveTo.bucket ?? bucket, key: target };
      await copyObject(session, { bucket, key }, there, encryptionOf(moveTo));
    }
    const command = new session.sdk.DeleteObjectCommand({ Bucket: bucket, Key: key });
    await session.client.send(command, { abortSignal: session.signal });
  }
}

/** Refuses to move objects nowhere. */
export function checkAction(action: string | undefined, moveTo: object | undefined): void {
  if (action !== 'MOVE' || moveTo !== undefined) return;
  throw new TaskError('S3_MOVE_TO', 'action MOVE expects `moveTo`, but there is none', {
    hint: 'Add `moveTo: {bucket: …, key: archive}`.',
    retryable: false,
  });
}
