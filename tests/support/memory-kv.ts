import { TaskError } from '../../src/contract/errors.ts';
import type { KvEntry, KvStore } from '../../src/contract/kv.ts';

/** Key-value pairs in memory, by namespace; expired entries are left in, so that tests see who checks the date. */
export function createMemoryKv(defaultNamespace: string): KvStore {
  const namespaces = new Map<string, Map<string, KvEntry>>();
  const of = (namespace = defaultNamespace): Map<string, KvEntry> => {
    const found = namespaces.get(namespace) ?? new Map<string, KvEntry>();
    namespaces.set(namespace, found);
    return found;
  };
  return {
    get: async (key, namespace) => of(namespace).get(key),
    async set(entry, options = {}) {
      const entries = of(options.namespace);
      if (options.overwrite === false && entries.has(entry.key)) {
        throw new TaskError('KV_EXISTS', `key ${entry.key} is taken`);
      }
      entries.set(entry.key, entry);
    },
    delete: async (key, namespace) => of(namespace).delete(key),
    list: async (namespace) => [...of(namespace).values()],
  };
}
