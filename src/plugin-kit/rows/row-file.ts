import { once } from 'node:events';
import { PassThrough } from 'node:stream';
import type { TaskStorage } from '../../contract/run-context.ts';

/** Characters that are collected before they go to storage. */
const CHUNK = 64 * 1024;
const BUFFERED_BYTES = 1024 * 1024;

/** A file of rows in storage, one JSON document a line, written while the rows come. JSON is valid Ion, hence `.ion`. */
export class RowFile {
  private readonly stream = new PassThrough({ highWaterMark: BUFFERED_BYTES });
  private readonly storage: TaskStorage;
  private readonly stored: Promise<string>;
  private text = '';
  private rows = 0;

  constructor(storage: TaskStorage, name: string) {
    this.storage = storage;
    this.stored = storage.put(name, this.stream);
    // Looked at in `close` and `drained`; until then a failure must not count as unhandled.
    this.stored.catch(() => undefined);
    this.stream.on('error', () => undefined);
  }

  /** Takes a line with its line break. A promise: hand over no more until storage has caught up. */
  write(line: string): Promise<void> | undefined {
    this.rows++;
    this.text += line;
    if (this.text.length < CHUNK) return undefined;
    return this.flush() ? undefined : this.drained();
  }

  /** Ends the file; answers its URI and the number of its rows. */
  async close(): Promise<{ readonly uri: string; readonly rows: number }> {
    this.flush();
    this.stream.end();
    return { uri: await this.stored, rows: this.rows };
  }

  /** Leaves nothing in storage. */
  async abandon(reason: unknown): Promise<void> {
    this.stream.destroy(reason instanceof Error ? reason : new Error(String(reason)));
    const [stored] = await Promise.allSettled([this.stored]);
    if (stored.status === 'fulfilled') await this.storage.delete(stored.value);
  }

  private flush(): boolean {
    const { text } = this;
    this.text = '';
    // False as well where storage gave up and destroyed the stream: `drained` then fails with its error.
    return !this.stream.destroyed && (text === '' || this.stream.write(text));
  }

  private async drained(): Promise<void> {
    await Promise.race([once(this.stream, 'drain'), this.stored]);
  }
}
