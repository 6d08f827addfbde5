import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { newCrc32c } from './client.ts';

/** What Cloud Storage keeps of an object's content, in base64. */
export interface Checksums {
  readonly md5: string;
  readonly crc32c: string;
}

/** Reads a file once. */
export async function checksums(path: string, signal: AbortSignal): Promise<Checksums> {
  const md5 = createHash('md5');
  const crc32c = await newCrc32c();
  for await (const chunk of createReadStream(path, { highWaterMark: 1024 * 1024 }) as AsyncIterable<Buffer>) {
    signal.throwIfAborted();
    md5.update(chunk);
    crc32c.update(chunk);
  }
  return { md5: md5.digest('base64'), crc32c: crc32c.toString() };
}
