import { appendFile, mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { RunContext } from '../../contract/run-context.ts';

/** Bytes that wait for their files in all; more of them would only cost memory. */
const BUFFERED = 4 * 1024 * 1024;

interface Part {
  readonly path: string;
  waiting: Buffer[];
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
      part = { path: join(this.directory, String(this.parts.size)), waiting: [] };
      this.parts.set(key, part);
    }
    for (const piece of pieces) {
      part.waiting.push(piece);
      this.buffered += piece.length;
    }
    return this.buffered >= BUFFERED;
  }

  async flush(): Promise<void> {
    for (const part of this.parts.values()) {
      if (part.waiting.length === 0) continue;
      await appendFile(part.path, Buffer.concat(part.waiting));
      part.waiting = [];
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
