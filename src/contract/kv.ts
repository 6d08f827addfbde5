import type { Value } from '../util/values.ts';

export type KvType = 'STRING' | 'NUMBER' | 'BOOLEAN' | 'DATETIME' | 'DATE' | 'DURATION' | 'JSON';

/** A stored value with its type. */
export interface KvEntry {
  readonly key: string;
  readonly type: KvType;
  readonly value: Value;
  /** ISO 8601 instant after which the key counts as missing. */
  readonly expiresAt?: string;
  readonly description?: string;
}

/** Key-value pairs of a namespace. */
export interface KvStore {
  /** With `expired`, a key whose time is over is answered too, as long as the store still has it. */
  get(key: string, namespace?: string, options?: { readonly expired?: boolean }): Promise<KvEntry | undefined>;
  /** Fails with KV_EXISTS where the key is taken and `overwrite` is false (default true). */
  set(entry: KvEntry, options?: { readonly namespace?: string; readonly overwrite?: boolean }): Promise<void>;
  /** True where something was deleted. */
  delete(key: string, namespace?: string): Promise<boolean>;
  list(namespace?: string): Promise<readonly KvEntry[]>;
  /** Namespaces that have keys, sorted. Left out where the store cannot tell. */
  namespaces?(): Promise<readonly string[]>;
  /** Deletes the keys that match, expired ones too, at one stroke; answers their number. Left out where the store is read only. */
  purge?(matches: (entry: KvEntry) => boolean, namespace?: string): Promise<number>;
}
