import { appendFile, mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { RunContext } from '../../contract/run-context.ts';

/** Bytes that wait for their files in all; more of them would only cost memory. */
const BUFFERED = 4 * 1024 * 1024;

const EMPTY = Buffer.alloc(0);

interface Part {
  readonly path: string;
  /** What waits, in its first `used` bytes: one buffer, for a buffer for each line would take more than the line. */
  waiting: Buffer;
  used: number;
}

/** Files that grow side by side, any number of them: none is held open, and what is buffered has a limit for all together. */
export class PartFiles<K> {
  private readonly parts = new Map<K, Part>();
  private readonly directory: string;
  private buffered = 0;

  private constructor(directory: string) {
    this.directory = directory;
  }

  /** In a folder of their own inside the working directory; `remove` takes it away. */
  static async open<K>(context: Pick<RunContext, 'workingDirectory'>): Promise<PartFiles<K>> {
    return new PartFiles<K>(await mkdtemp(join(await context.workingDirectory(), '.parts-')));
  }

  /** Takes bytes for a part. True: `flush` is due. */
  append(key: K, ...pieces: readonly Buffer[]): boolean {
    let part = this.parts.get(key);
    if (part === undefined) {
      part = { path: join(this.directory, String(this.parts.size)), waiting: EMPTY, used: 0 };
      this.parts.set(key, part);
    }
    for (const piece of pieces) {
      if (part.used + piece.length > part.waiting.length) makeRoom(part, piece.length);
      piece.copy(part.waiting, part.used);
      part.used += piece.length;
      this.buffered += piece.length;
    }
    return this.buffered >= BUFFERED;
  }

  async flush(): Promise<void> {
    for (const part of this.parts.values()) {
      if (part.used === 0) continue;
      await appendFile(part.path, part.waiting.subarray(0, part.used));
      part.used = 0;
      // Kept for what comes, unless there are many parts.
      if (part.waiting.length * this.parts.size > 2 * BUFFERED) part.waiting = EMPTY;
    }
    this.buffered = 0;
  }

  /** Moves the parts into storage, in the order in which they began; answers their URIs. */
  async store({ storage }: Pick<RunContext, 'storage'>, nameOf: (index: number) => string): Promise<string[]> {
    await this.flush();
    const uris: string[] = [];
    for (const { path } of this.parts.values()) uris.push(await storage.putFile(nameOf(uris.length), path));
    return uris;
  }

  async remove(): Promise<void> {
    await rm(this.directory, { recursive: true, force: true });
  }
}

function makeRoom(part: Part, length: number): void {
  const larger = Buffer.allocUnsafe(Math.max(2 * part.waiting.length, part.used + length, 1024));
  part.waiting.copy(larger, 0, 0, part.used);
  part.waiting = larger;
}
