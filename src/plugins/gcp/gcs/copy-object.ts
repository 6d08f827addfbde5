import { googleError } from '../google-error.ts';
import { addressText, type GcsAddress } from './address.ts';
import type { GcsClient } from './client.ts';

/** Copies an object at Google; answers its bytes. With a generation that very one, where it is still there. */
export async function copyObject(
  client: GcsClient,
  from: GcsAddress,
  to: GcsAddress,
  generation?: string,
): Promise<number> {
  const target = client.bucket(to.bucket).file(to.name);
  try {
    await client
      .bucket(from.bucket)
      .file(from.name, generation === undefined ? {} : { generation })
      .copy(target);
    const [{ size }] = await target.getMetadata();
    return Number(size ?? 0);
  } catch (error) {
    throw googleError(error, `copy ${addressText(from)} to ${addressText(to)}`);
  }
}
