import { mkdir, readdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { GitphonyError, TaskError } from '../contract/errors.ts';
import type { KvEntry, KvStore } from '../contract/kv.ts';
import { parseJson, printJson } from '../util/json.ts';
import { isMap, newMap, type Value, type ValueMap } from '../util/values.ts';
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
    if (/^[\p{L}\p{N}_][\p{L}\p{N}._-]*$/u.test(namespace)) return join(directory, `${namespace}.json`);
    throw new TaskError('KV_INVALID', `expected a namespace such as company.team, got "${namespace}"`, {
      retryable: false,
    });
  };
  const isCurrent = (entry: KvEntry): boolean => entry.expiresAt === undefined || Date.parse(entry.expiresAt) > now();
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
        if (!overwrite && entries.has(entry.key)) {
          throw new TaskError('KV_EXISTS', `the key "${entry.key}" exists already in namespace ${namespace ?? own}`, {
            hint: 'set `overwrite: true`, or delete the key first',
            retryable: false,
          });
        }
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

/** Kestra's rule for keys. */
function checkKey(key: string): void {
  if (/^[a-zA-Z0-9][a-zA-Z0-9._-]*$/.test(key)) return;
  throw new TaskError(
    'KV_INVALID',
    `expected a key of letters, digits, ".", "_" and "-" that begins with a letter or digit, got "${key}"`,
    {
      retryable: false,
    },
  );
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
  return parseEntries(text, file);
}

function parseEntries(text: string, file: string): Map<string, KvEntry> {
  let root: Value;
  try {
    root = parseJson(text);
  } catch (cause) {
    throw broken(file, cause instanceof Error ? cause.message : String(cause), cause);
  }
  if (!isMap(root)) throw broken(file, 'expected a map of keys');
  const entries = new Map<string, KvEntry>();
  for (const [key, entry] of Object.entries(root)) {
    if (!isMap(entry) || typeof entry['type'] !== 'string' || !Object.hasOwn(entry, 'value')) {
      throw broken(file, `expected a type and a value under "${key}"`);
    }
    entries.set(key, { ...entry, key } as unknown as KvEntry);
  }
  return entries;
}

async function writeEntries(file: string, entries: Map<string, KvEntry>): Promise<void> {
  const root = newMap();
  for (const [key, { key: _, ...entry }] of entries) root[key] = entry as unknown as ValueMap;
  await writeFile(`${file}.tmp`, `${printJson(root)}\n`);
  await rename(`${file}.tmp`, file);
}

function broken(file: string, problem: string, cause?: unknown): GitphonyError {
  return new GitphonyError('KV_BROKEN', `${file} cannot be read: ${problem}`, {
    ...(cause === undefined ? {} : { cause }),
    hint: 'mend the file, or delete it and with it the keys of this namespace',
  });
}
