import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { FoundObject } from '../../contract/address-scheme.ts';
import { unlessAborted } from './unless-aborted.ts';

/** What copies that nobody reads may take of the disk, in bytes, before the oldest of them go. */
const IDLE_BYTES = 2 * 1024 ** 3;

/** A local copy of an object, there until it is released. */
export interface HeldCopy {
  readonly path: string;
  release(): void;
}

/** Brings the content into a file; told to stop when nobody waits for it any longer. */
export type FetchCopy = (path: string, signal: AbortSignal) => Promise<void>;

interface Copy {
  readonly address: string;
  readonly folder: string;
  readonly size: number;
  readonly path: Promise<string>;
  readonly stop: AbortController;
  isWhole: boolean;
  holders: number;
  /** A newer version has come: nobody will ask for this one again. */
  isOld: boolean;
}

/**
 * The local copies of objects that one execution reads: each version is fetched once, however many read it at the same time. They lie in the
 * execution's temporary folder, which goes with its process.
 */
export class AddressCopies {
  readonly #root: string;
  readonly #idleBytes: number;
  /** By address and version; the one that was asked for last stands last. */
  readonly #copies = new Map<string, Copy>();
  #cleared: Promise<unknown> | undefined;
  #count = 0;

  constructor(root: string, idleBytes = IDLE_BYTES) {
    this.#root = root;
    this.#idleBytes = idleBytes;
  }

  /** The copy of a version, fetched where it is not here. Fails as the fetch does, or with the signal's reason. */
  async take(address: string, found: FoundObject, fetch: FetchCopy, signal: AbortSignal): Promise<HeldCopy> {
    signal.throwIfAborted();
    const key = `${address}\n${found.version}`;
    const copy = this.#copies.get(key) ?? this.#begin(key, address, found.size, fetch);
    copy.holders += 1;
    this.#copies.delete(key);
    this.#copies.set(key, copy);
    try {
      const path = await unlessAborted(copy.path, signal);
      let held = true;
      const release = (): void => {
        if (held) this.#release(key, copy);
        held = false;
      };
      return { path, release };
    } catch (error) {
      this.#release(key, copy);
      throw error;
    }
  }

  #begin(key: string, address: string, size: number, fetch: FetchCopy): Copy {
    for (const [other, older] of this.#copies) {
      if (older.address !== address) continue;
      older.isOld = true;
      if (older.holders === 0) this.#remove(other, older);
    }
    const folder = join(this.#root, String(this.#count++));
    const stop = new AbortController();
    const path = this.#fetchInto(folder, fetch, stop.signal);
    const copy: Copy = { address, folder, size, path, stop, isWhole: false, holders: 0, isOld: false };
    this.#watch(key, copy).catch(() => this.#remove(key, copy));
    return copy;
  }

  async #watch(key: string, copy: Copy): Promise<void> {
    await copy.path;
    copy.isWhole = true;
    // All who waited have left meanwhile.
    if (this.#copies.get(key) !== copy) this.#remove(key, copy);
  }

  async #fetchInto(folder: string, fetch: FetchCopy, signal: AbortSignal): Promise<string> {
    // What a process that died in the same execution has left is of no use: nobody knows whether it is whole.
    this.#cleared ??= rm(this.#root, { recursive: true, force: true });
    await this.#cleared;
    await mkdir(folder, { recursive: true });
    const path = join(folder, 'object');
    signal.throwIfAborted();
    await fetch(path, signal);
    return path;
  }

  #release(key: string, copy: Copy): void {
    copy.holders -= 1;
    if (copy.holders > 0) return;
    if (!copy.isWhole) copy.stop.abort(new Error('nobody waits for it any longer'));
    if (!copy.isWhole || copy.isOld) this.#remove(key, copy);
    else this.#makeRoom();
  }

  #makeRoom(): void {
    const idle = [...this.#copies].filter(([, { holders, isWhole }]) => isWhole && holders === 0);
    let bytes = idle.reduce((sum, [, { size }]) => sum + size, 0);
    for (const [key, copy] of idle) {
      if (bytes <= this.#idleBytes) return;
      bytes -= copy.size;
      this.#remove(key, copy);
    }
  }

  #remove(key: string, copy: Copy): void {
    if (this.#copies.get(key) === copy) this.#copies.delete(key);
    // What cannot be removed now goes with the whole folder, at the end of the execution.
    rm(copy.folder, { recursive: true, force: true }).catch(() => undefined);
  }
}
