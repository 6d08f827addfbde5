import type { Readable } from 'node:stream';

/** An answer whose body is still to be read. */
export interface HttpAnswer {
  readonly uri: string;
  readonly code: number;
  /** Lists of values by lower-case name. */
  readonly headers: Readonly<Record<string, string[]>>;
  /** Decoded (gzip, deflate). */
  readonly body: Readable;
  /** Bytes that the body will have, where the server says so and nothing is decoded. */
  readonly length: number | undefined;
  /** Ends the connection; call it in any case. */
  close(): Promise<void>;
}
