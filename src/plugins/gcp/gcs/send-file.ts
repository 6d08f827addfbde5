import { stat } from 'node:fs/promises';
import type { RunContext } from '../../../contract/run-context.ts';
import type { GcsAddress } from './address.ts';
import { checksums, type Checksums } from './checksums.ts';
import type { GcsClient } from './client.ts';
import { partBytesOf } from './part-plan.ts';
import {
  checkExpected,
  checkHeld,
  headersOf,
  type SendOptions,
  type Sent,
  type SentSource,
  uploadError,
} from './send-options.ts';
import { sendParts } from './send-parts.ts';
import { sendSlice } from './send-slice.ts';

/** A piece of the session of one stream. */
const PIECE_BYTES = 16 * 1024 * 1024;

export interface SentFile extends Checksums {
  readonly size: number;
  readonly generation?: string;
  /** Addresses of parts that Cloud Storage would not delete. */
  readonly left: readonly string[];
}

/** Sends a local file and compares what Cloud Storage then holds with what was sent. */
export async function sendFile(
  client: GcsClient,
  path: string,
  target: GcsAddress,
  options: SendOptions,
  context: RunContext,
): Promise<SentFile> {
  const { size } = await stat(path);
  const inParts = (options.parallelParts ?? 1) > 1 && partBytesOf(size) < size;
  try {
    const send = inParts ? sendParts : sendWhole;
    const { sums, held, left = [] } = await send(client, { path, size }, target, options, context);
    if (options.validateChecksum !== false) checkHeld(sums, held, target);
    context.progress({ done: size, total: size, unit: 'bytes' });
    return { ...sums, size, left, ...(held.generation === undefined ? {} : { generation: String(held.generation) }) };
  } catch (error) {
    context.signal.throwIfAborted();
    throw uploadError(error, target, options);
  }
}

async function sendWhole(
  client: GcsClient,
  { path, size }: SentSource,
  target: GcsAddress,
  options: SendOptions,
  context: RunContext,
): Promise<Sent> {
  const sums = await checksums(path, context.signal);
  checkExpected(sums, options);
  const held = await sendSlice(
    client,
    { path, start: 0, size },
    target,
    {
      metadata: { ...headersOf(options), crc32c: sums.crc32c, md5Hash: sums.md5 },
      pieceBytes: PIECE_BYTES,
      ifGenerationMatch: options.ifGenerationMatch,
      signal: context.signal,
      progress: (done) => context.progress({ done, total: size, unit: 'bytes' }),
    },
    context,
  );
  return { sums, held };
}
