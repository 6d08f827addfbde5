import type { Readable } from 'node:stream';
import { setTimeout as delay } from 'node:timers/promises';

const POLL_MS = 20;

/** A child's output on its way to a reader. */
export interface ProcessOutput {
  /** Resolves at the output's end; fails as the reader fails. */
  readonly done: Promise<void>;
  /** Resolves with true at the output's end, with false once nothing came for so many milliseconds. A busy reader is not silence. */
  silentFor(milliseconds: number): Promise<boolean>;
  /** Reads no more: what still holds the output open is not waited for. */
  drop(): void;
}

/** Reads to the end, one chunk at a time: the pipe fills up, and the command waits, where the reader is slow. */
export function readOutput(stream: Readable, take: (chunk: Buffer) => Promise<void>): ProcessOutput {
  let busy = false;
  let ended = false;
  let dropped = false;
  let lastAt = performance.now();
  const read = async (): Promise<void> => {
    try {
      for await (const chunk of stream) {
        busy = true;
        await take(chunk as Buffer);
        lastAt = performance.now();
        busy = false;
      }
    } catch (error) {
      if (!dropped || busy) throw error;
    } finally {
      ended = true;
    }
  };
  const done = read();
  const settled = Promise.allSettled([done]);
  return {
    done,
    async silentFor(milliseconds) {
      // From now on: a command that was silent for long before it ended has not told the end of its output yet.
      const asked = performance.now();
      const isOver = (): boolean => ended || (!busy && performance.now() - Math.max(asked, lastAt) >= milliseconds);
      while (!isOver()) await Promise.race([settled, delay(POLL_MS)]);
      return ended;
    },
    drop() {
      dropped = true;
      stream.destroy();
    },
  };
}
