import type { KvStore } from './kv.ts';

/** A namespace and those above it, the nearest first: `a.b.c`, `a.b`, `a`. */
export function namespaceLine(namespace: string): readonly string[] {
  const parts = namespace.split('.');
  return parts.map((_, index) => parts.slice(0, parts.length - index).join('.'));
}

/**
 * A store whose reads without a namespace go up from the flow's own to those above it, as Kestra's do. A namespace that is
 * written out is meant alone. Writes and lists stay where they are.
 */
export function inheritKeys(store: KvStore, own: string): KvStore {
  return {
    ...store,
    async get(key, namespace, options) {
      if (namespace !== undefined) return store.get(key, namespace, options);
      for (const name of namespaceLine(own)) {
        const entry = await store.get(key, name, options);
        if (entry !== undefined) return entry;
      }
      return undefined;
    },
  };
}
