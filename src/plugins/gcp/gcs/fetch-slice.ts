import type { FileHandle } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { TaskError } from '../../../contract/errors.ts';
import { isPassing, readFault } from '../google-error.ts';
import type { Crc32c } from './client.ts';
import type { ContentReader } from './read-range.ts';

/** How often a slice is asked for without a byte more: within a quarter of a minute. */
const MOST_TRIES = 7;
/** Milliseconds before it is asked for again; twice as many each time. */
const FIRST_WAIT = 250;

/** Where a slice goes, and who wants to know. */
export interface SliceReader {
  readonly content: ContentReader;
  /** The slice is written at its own place. */
  readonly target: FileHandle;
  readonly sum: Crc32c | undefined;
  readonly signal: AbortSignal;
  readonly progress: (done: number) => void;
}

/** Bytes of an object. */
export interface WantedSlice {
  readonly start: number;
  readonly size: number;
  /** It is all of the object: no range is asked for. */
  readonly whole: boolean;
  /** It can be asked for from the middle; what is kept compressed cannot. */
  readonly ranged: boolean;
}

/** Reads a slice into its place in a file. Where the line is cut, it goes on with the next byte. */
export async function fetchSlice({ start, size, whole, ranged }: WantedSlice, reader: SliceReader): Promise<void> {
  const { content, target, sum, signal, progress } = reader;
  let done = 0;
  for (let tries = 1; done < size; tries++) {
    const before = done;
    try {
      const range = whole && done === 0 ? undefined : { start: start + done, end: start + size - 1 };
      for await (const chunk of (await content.read(range, signal)) as AsyncIterable<Buffer>) {
        if (chunk.length > size - done) throw wrongSize(size, 'more');
        await writeAt(target, chunk, start + done);
        sum?.update(chunk);
        done += chunk.length;
        progress(done);
      }
      if (done < size) throw wrongSize(size, String(done));
    } catch (error) {
      signal.throwIfAborted();
      if (done > before) tries = 1;
      const mayPass = !(error instanceof TaskError) && isPassing(readFault(error));
      if (!mayPass || tries >= MOST_TRIES || (done > 0 && !ranged)) throw error;
      await sleep(FIRST_WAIT * 2 ** (tries - 1), undefined, { signal });
    }
  }
}

async function writeAt(target: FileHandle, chunk: Buffer, position: number): Promise<void> {
  try {
    for (let at = 0; at < chunk.length; ) {
      const { bytesWritten } = await target.write(chunk, at, chunk.length - at, position + at);
      at += bytesWritten;
    }
  } catch (cause) {
    throw new TaskError('DOWNLOAD_NOT_WRITTEN', `the download could not be written: ${(cause as Error).message}`, {
      hint: 'make room on the disk',
      retryable: false,
      cause,
    });
  }
}

function wrongSize(expected: number, came: string): TaskError {
  return new TaskError('CHECKSUM_MISMATCH', `expected ${expected} bytes, got ${came}`, {
    hint: 'run the task again; the object may have been changed meanwhile',
    retryable: true,
  });
}
