import type { BucketMetadata } from '@google-cloud/storage';
import { googleError } from '../google-error.ts';
import type { GcsClient } from './client.ts';

/** Changes a bucket. Name and location cannot be changed and are left out. */
export async function changeBucket(client: GcsClient, metadata: BucketMetadata, name: string): Promise<BucketMetadata> {
  const { name: _, location: __, ...changes } = metadata;
  try {
    const [updated] = await client.bucket(name).setMetadata(changes);
    return updated;
  } catch (error) {
    throw googleError(error, `change the bucket ${name}`);
  }
}
