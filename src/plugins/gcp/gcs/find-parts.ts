import type { GcsClient } from './client.ts';

/** A part as Cloud Storage holds it. */
export interface HeldPart {
  readonly name: string;
  readonly size: number;
  readonly crc32c: string | undefined;
  readonly contentType: string | undefined;
  readonly generation: string | number;
}

/** The parts of an upload that are there, by their names. Fails with what Google's client throws. */
export async function findParts(
  client: GcsClient,
  bucket: string,
  folder: string,
): Promise<ReadonlyMap<string, HeldPart>> {
  const [files] = await client.bucket(bucket).getFiles({ prefix: folder });
  return new Map(files.map(({ name, metadata }) => [name, heldPart(name, metadata)]));
}

/** What Google says of a part. */
export function heldPart(
  name: string,
  metadata: {
    readonly size?: string | number;
    readonly crc32c?: string;
    readonly contentType?: string;
    readonly generation?: string | number;
  },
): HeldPart {
  const { size = 0, crc32c, contentType, generation = 0 } = metadata;
  return { name, size: Number(size), crc32c, contentType, generation };
}
