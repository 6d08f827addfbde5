import type { KvEntry, KvStore } from '../contract/kv.ts';
import { JsonSyntaxError, parseJson, printJson } from '../util/json.ts';
import { isMap, newMap, ownEntry } from '../util/values.ts';

/** A store over the text of one file, which nothing is written to: `print` tells what it would be. */
export interface SnapshotKv {
  readonly store: KvStore;
  /** The file's text; undefined where nothing was changed. */
  print(): string | undefined;
}

/** Opens the text of a file that an earlier {@link SnapshotKv} printed; a text that is none counts as empty. */
export function openSnapshotKv(text: string | undefined): SnapshotKv {
  const entries = readEntries(text);
  let isChanged = false;
  return {
    store: {
      get: async (key) => entries.get(key),
      async set(entry) {
        entries.set(entry.key, entry);
        isChanged = true;
      },
      async delete(key) {
        isChanged ||= entries.has(key);
        return entries.delete(key);
      },
      list: async () => [...entries.values()],
    },
    print() {
      if (!isChanged) return undefined;
      const values = newMap();
      for (const [key, { value }] of [...entries].toSorted(([a], [b]) => (a < b ? -1 : 1))) values[key] = value;
      return `${printJson(values)}\n`;
    },
  };
}

function readEntries(text: string | undefined): Map<string, KvEntry> {
  try {
    const value = text === undefined ? null : parseJson(text);
    if (!isMap(value)) return new Map();
    return new Map(Object.keys(value).map((key) => [key, { key, type: 'JSON', value: ownEntry(value, key) ?? null }]));
  } catch (error) {
    if (error instanceof JsonSyntaxError) return new Map();
    throw error;
  }
}
