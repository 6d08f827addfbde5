import { closeSync, fstatSync, mkdirSync, openSync, writeSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** Where a short log stands in the common file. */
export interface ShortLogPlace {
  /** Relative to the execution's folder. */
  readonly file: string;
  /** Bytes before it. */
  readonly start: number;
}

/**
 * The common file for the logs of short attempts. Making a file costs more than a whole Log task (0.2 to 3 ms on ext4,
 * against 0.1), so only what is long, or takes its time, gets a file of its own.
 */
export interface ShortLogs {
  /** Appends the whole log of one attempt. Throws what the file system says. */
  append(bytes: Uint8Array): ShortLogPlace;
  close(): void;
}

/** Opens the short logs of a segment; the file is made with the first one. */
export function openShortLogs(directory: string, segment: number): ShortLogs {
  const file = segment === 0 ? 'logs/short.log' : `logs/short.${segment}.log`;
  let descriptor: number | undefined;
  let size = 0;
  return {
    append(bytes) {
      if (descriptor === undefined) {
        descriptor = openAppending(join(directory, file));
        size = fstatSync(descriptor).size;
      }
      const start = size;
      for (let offset = 0; offset < bytes.length; ) {
        const written = writeSync(descriptor, bytes, offset);
        offset += written;
        size += written;
      }
      return { file, start };
    },
    close() {
      if (descriptor !== undefined) closeSync(descriptor);
      descriptor = undefined;
    },
  };
}

/** The folder is made when it is missed: asking for it before each file would cost a call a task. */
export function openAppending(path: string): number {
  try {
    return openSync(path, 'a');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    mkdirSync(dirname(path), { recursive: true });
    return openSync(path, 'a');
  }
}
