import type { FileMetadata } from '@google-cloud/storage';
import { TaskError } from '../../../contract/errors.ts';
import { googleError, readFault } from '../google-error.ts';
import { addressText, type GcsAddress } from './address.ts';
import type { Checksums } from './checksums.ts';

/** What an upload may ask for. */
export interface SendOptions {
  readonly contentType?: string;
  readonly contentEncoding?: string;
  readonly contentDisposition?: string;
  readonly cacheControl?: string;
  readonly validateChecksum?: boolean;
  readonly expectedMd5?: string;
  readonly expectedCrc32c?: string;
  readonly ifGenerationMatch?: number;
  /** How many parts go up at once; 1: one stream. */
  readonly parallelParts?: number;
  /** What the names of parts begin with. */
  readonly partsPrefix?: string;
}

/** What is sent. */
export interface SentSource {
  readonly path: string;
  readonly size: number;
}

/** What a way of sending answers: the file's sums, and what Cloud Storage holds. */
export interface Sent {
  readonly sums: Checksums;
  readonly held: FileMetadata;
  /** Addresses of parts that Cloud Storage would not delete. */
  readonly left?: readonly string[];
}

/** What the object has to have beside its content. */
export function headersOf(options: SendOptions): FileMetadata {
  const { contentType, contentEncoding, contentDisposition, cacheControl } = options;
  const headers = { contentType, contentEncoding, contentDisposition, cacheControl };
  return Object.fromEntries(Object.entries(headers).filter(([, value]) => value !== undefined));
}

/** Refuses a file that is not the one that was meant. */
export function checkExpected(sums: Checksums, { expectedMd5, expectedCrc32c }: SendOptions): void {
  const pairs = [
    ['expectedMd5', expectedMd5, sums.md5],
    ['expectedCrc32c', expectedCrc32c, sums.crc32c],
  ] as const;
  for (const [name, expected, is] of pairs) {
    if (expected === undefined || expected === is) continue;
    throw new TaskError('CHECKSUM_MISMATCH', `the file’s checksum should be ${expected} (\`${name}\`), but is ${is}`, {
      hint: 'the file is not the one that the checksum was made of, or was changed on its way',
      retryable: false,
    });
  }
}

/** Compares what Cloud Storage holds with what was sent. Objects that were joined have no MD5. */
export function checkHeld(sums: Checksums, held: FileMetadata, target: GcsAddress): void {
  if (held.crc32c === sums.crc32c && (held.md5Hash === undefined || held.md5Hash === sums.md5)) return;
  throw new TaskError(
    'CHECKSUM_MISMATCH',
    `${addressText(target)} should have the CRC32C ${sums.crc32c}, but has ${held.crc32c ?? 'none'}: it was changed on its way, or by somebody else since`,
    { hint: 'run the task again', retryable: true },
  );
}

/** Says what stopped an upload. */
export function uploadError(error: unknown, target: GcsAddress, options: SendOptions): TaskError {
  const { ifGenerationMatch, parallelParts = 1 } = options;
  const { status } = readFault(error);
  const doing = `upload to ${addressText(target)}`;
  if (status === 412) {
    const wanted =
      ifGenerationMatch === 0 ? 'that there is no such object yet' : `generation ${ifGenerationMatch ?? '?'}`;
    return googleError(error, doing, `Expected ${wanted}: somebody else wrote it first.`);
  }
  if (status === 404) return googleError(error, doing, `Make the bucket ${target.bucket} by a CreateBucket task.`);
  if (status === 403 && parallelParts > 1) {
    return googleError(error, doing, 'Parts are made, listed, read and deleted: grant roles/storage.objectUser.');
  }
  return googleError(error, doing);
}
