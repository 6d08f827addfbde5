import { parseJson, printJson } from '../util/json.ts';
import { isMap, newMap, type Value, type ValueMap } from '../util/values.ts';
import { GitphonyError, TaskError } from './errors.ts';
import type { KvEntry } from './kv.ts';

/** The keys of a namespace as a text: `{"<key>": {"type", "value", "expiresAt", "description"}}`. `place` is for errors. Fails with KV_BROKEN. */
export function parseKvEntries(text: string, place: string): Map<string, KvEntry> {
  let root: Value;
  try {
    root = parseJson(text);
  } catch (cause) {
    throw broken(place, cause instanceof Error ? cause.message : String(cause), cause);
  }
  if (!isMap(root)) throw broken(place, 'expected a map of keys');
  const entries = new Map<string, KvEntry>();
  for (const [key, entry] of Object.entries(root)) {
    if (!isMap(entry) || typeof entry['type'] !== 'string' || !Object.hasOwn(entry, 'value')) {
      throw broken(place, `expected a type and a value under "${key}"`);
    }
    entries.set(key, { ...entry, key } as unknown as KvEntry);
  }
  return entries;
}

/** What {@link parseKvEntries} reads. */
export function printKvEntries(entries: ReadonlyMap<string, KvEntry>): string {
  const root = newMap();
  for (const [key, { key: _, ...entry }] of entries) root[key] = entry as unknown as ValueMap;
  return `${printJson(root)}\n`;
}

/** Kestra's rule for keys. Fails with KV_INVALID. */
export function checkKey(key: string): void {
  if (/^[a-zA-Z0-9][a-zA-Z0-9._-]*$/.test(key)) return;
  throw new TaskError(
    'KV_INVALID',
    `expected a key of letters, digits, ".", "_" and "-" that begins with a letter or digit, got "${key}"`,
    { retryable: false },
  );
}

/** A namespace becomes the name of a file: no path, no hidden file. Fails with KV_INVALID. */
export function checkKvNamespace(namespace: string): void {
  if (/^[\p{L}\p{N}_][\p{L}\p{N}._-]*$/u.test(namespace)) return;
  throw new TaskError('KV_INVALID', `expected a namespace such as company.team, got "${namespace}"`, {
    retryable: false,
  });
}

/** False where the key's time is over. */
export function isCurrentEntry({ expiresAt }: KvEntry, now: number): boolean {
  return expiresAt === undefined || Date.parse(expiresAt) > now;
}

/** The error of a `set` without `overwrite`. */
export function keyExists(key: string, namespace: string): TaskError {
  return new TaskError('KV_EXISTS', `the key "${key}" exists already in namespace ${namespace}`, {
    hint: 'set `overwrite: true`, or delete the key first',
    retryable: false,
  });
}

function broken(place: string, problem: string, cause?: unknown): GitphonyError {
  return new GitphonyError('KV_BROKEN', `${place} cannot be read: ${problem}`, {
    ...(cause === undefined ? {} : { cause }),
    hint: 'mend the file, or delete it and with it the keys of this namespace',
  });
}
