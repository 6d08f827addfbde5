import { mkdir, readdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { KvEntry, KvStore } from '../contract/kv.ts';
import {
  checkKey,
  checkKvNamespace,
  isCurrentEntry,
  keyExists,
  parseKvEntries,
  printKvEntries,
} from '../contract/kv-entries.ts';
import { withFileLock } from './file-lock.ts';

export interface LocalKvOptions {
  /** Absolute folder with a file a namespace; made on first use. */
  readonly directory: string;
  /** The namespace of calls that name none. */
  readonly namespace: string;
  /** Milliseconds since 1970. Default Date.now. */
  readonly now?: () => number;
}

/** Key-value pairs in files, one a namespace: `{"<key>": {"type", "value", "expiresAt", "description"}}`. */
export function createLocalKv({ directory, namespace: own, now = Date.now }: LocalKvOptions): KvStore {
  const fileOf = (namespace = own): string => {
    checkKvNamespace(namespace);
    return join(directory, `${namespace}.json`);
  };
  const isCurrent = (entry: KvEntry): boolean => isCurrentEntry(entry, now());
  const change = async <T>(namespace: string | undefined, work: (entries: Map<string, KvEntry>) => T): Promise<T> => {
    const file = fileOf(namespace);
    await mkdir(directory, { recursive: true });
    return withFileLock(`${file}.lock`, async () => {
      const entries = await readEntries(file);
      for (const [key, entry] of entries) if (!isCurrent(entry)) entries.delete(key);
      const result = work(entries);
      await writeEntries(file, entries);
      return result;
    });
  };
  return {
    async get(key, namespace, { expired = false } = {}) {
      const entry = (await readEntries(fileOf(namespace))).get(key);
      return entry !== undefined && (expired || isCurrent(entry)) ? entry : undefined;
    },
    async set(entry, { namespace, overwrite = true } = {}) {
      checkKey(entry.key);
      await change(namespace, (entries) => {
        if (!overwrite && entries.has(entry.key)) throw keyExists(entry.key, namespace ?? own);
        entries.set(entry.key, entry);
      });
    },
    delete: (key, namespace) => change(namespace, (entries) => entries.delete(key)),
    list: async (namespace) => [...(await readEntries(fileOf(namespace))).values()].filter(isCurrent),
    async namespaces() {
      const files = (await namesIn(directory)).filter((name) => name.endsWith('.json'));
      return files.map((name) => name.slice(0, -'.json'.length)).toSorted();
    },
    async purge(matches, namespace) {
      const file = fileOf(namespace);
      await mkdir(directory, { recursive: true });
      return withFileLock(`${file}.lock`, async () => {
        const entries = await readEntries(file);
        const matching = [...entries.values()].filter(matches);
        for (const { key } of matching) entries.delete(key);
        if (matching.length > 0) await writeEntries(file, entries);
        return matching.length;
      });
    },
  };
}

async function namesIn(directory: string): Promise<readonly string[]> {
  try {
    return await readdir(directory);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  }
}

async function readEntries(file: string): Promise<Map<string, KvEntry>> {
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return new Map();
    throw error;
  }
  return parseKvEntries(text, file);
}

async function writeEntries(file: string, entries: Map<string, KvEntry>): Promise<void> {
  await writeFile(`${file}.tmp`, printKvEntries(entries));
  await rename(`${file}.tmp`, file);
}
