import { TaskError } from '../../../contract/errors.ts';
import type { RunContext } from '../../../contract/run-context.ts';
import { type Static, Type } from '../../../contract/schema.ts';
import type { S3Session } from './client.ts';
import { copyObject } from './copy-object.ts';
import { encryptionOf, encryptionProperties } from './object-encryption.ts';

/** What becomes of objects that were taken. */
export const actionProperties = {
  action: Type.Optional(
    Type.Unsafe<'MOVE' | 'DELETE' | 'NONE'>({
      type: 'string',
      enum: ['MOVE', 'DELETE', 'NONE'],
      default: 'NONE',
      description:
        'What becomes of the objects afterwards. NONE: they stay, as does one that was written anew since it was read.',
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

/** An object as it was read. */
interface ReadObject {
  readonly key: string;
  readonly eTag: string | undefined;
}

/**
 * Deletes or moves objects, one after another. One that somebody wrote anew since it was read has been read by nobody: it stays. S3 is asked
 * right before, not with the deletion: servers that speak S3 differ on conditions there.
 */
export async function performAction(
  session: S3Session,
  { action = 'NONE', moveTo, bucket }: Static<typeof schema>,
  objects: readonly ReadObject[],
  { log }: Pick<RunContext, 'log'>,
): Promise<void> {
  if (action === 'NONE') return;
  checkAction(action, moveTo);
  for (const { key, eTag } of objects) {
    const now = await entityTag(session, bucket, key);
    if (now === undefined) continue;
    if (eTag !== undefined && now !== eTag) {
      log.warn(`s3://${bucket}/${key} was written anew after it was taken in: it stays where it is`);
      continue;
    }
    if (moveTo !== undefined && action === 'MOVE') {
      const target = `${moveTo.key.replace(/\/+$/, '')}/${key.slice(key.lastIndexOf('/') + 1)}`;
      const there = { bucket: moveTo.bucket ?? bucket, key: target };
      await copyObject(session, { bucket, key }, there, encryptionOf(moveTo));
    }
    const command = new session.sdk.DeleteObjectCommand({ Bucket: bucket, Key: key });
    await session.client.send(command, { abortSignal: session.signal });
  }
}

/** Undefined where there is no such object any more; empty where the server has none for it. */
async function entityTag({ sdk, client, signal }: S3Session, bucket: string, key: string): Promise<string | undefined> {
  try {
    const command = new sdk.HeadObjectCommand({ Bucket: bucket, Key: key });
    const { ETag = '' } = await client.send(command, { abortSignal: signal });
    return ETag;
  } catch (error) {
    if (error instanceof sdk.S3ServiceException && error.$metadata.httpStatusCode === 404) return undefined;
    throw error;
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
