import type { KvEntry, KvStore } from '../../contract/kv.ts';
import {
  checkKey,
  checkKvNamespace,
  isCurrentEntry,
  keyExists,
  parseKvEntries,
  printKvEntries,
} from '../../contract/kv-entries.ts';
import { STATE_BRANCH, type StateBranch, type StateReader } from '../api/state-branch.ts';

const FOLDER = 'kv';

export interface BranchKvOptions {
  readonly state: StateBranch;
  /** The namespace of calls that name none. */
  readonly namespace: string;
  /** Milliseconds since 1970. Default Date.now. */
  readonly now?: () => number;
}

/** A change of one key. */
export interface KeyChange {
  readonly namespace: string;
  readonly key: string;
  /** Undefined deletes the key. */
  readonly entry: KvEntry | undefined;
}

/** Key-value pairs on the state branch, a file for each namespace in the form of the local store. Nothing that is written at once is lost. */
export function createBranchKv({ state, namespace: own, now = Date.now }: BranchKvOptions): KvStore {
  const change = async <T>(
    namespace: string,
    message: string,
    work: (entries: Map<string, KvEntry>) => T,
  ): Promise<T> => {
    let answer: { readonly value: T } | undefined;
    await state.change(message, async (reader) => {
      const entries = await currentEntries(reader, namespace, now());
      const before = printKvEntries(entries);
      answer = { value: work(entries) };
      const after = printKvEntries(entries);
      return new Map(after === before ? [] : [[fileOf(namespace), after]]);
    });
    if (answer === undefined) throw new Error('the change was not carried out');
    return answer.value;
  };
  return {
    async get(key, namespace = own, { expired = false } = {}) {
      const entry = (await entriesOf(state, namespace)).get(key);
      return entry !== undefined && (expired || isCurrentEntry(entry, now())) ? entry : undefined;
    },
    async set(entry, { namespace = own, overwrite = true } = {}) {
      checkKey(entry.key);
      await change(namespace, `set ${entry.key} of ${namespace}`, (entries) => {
        if (!overwrite && entries.has(entry.key)) throw keyExists(entry.key, namespace);
        entries.set(entry.key, entry);
      });
    },
    delete: (key, namespace = own) =>
      change(namespace, `delete ${key} of ${namespace}`, (entries) => entries.delete(key)),
    list: async (namespace = own) => [...(await currentEntries(state, namespace, now())).values()],
    namespaces: () => branchNamespaces(state),
    async purge(matches, namespace = own) {
      let purged = 0;
      await state.change(`purge keys of ${namespace}`, async (reader) => {
        const entries = await entriesOf(reader, namespace);
        const matching = [...entries.values()].filter(matches);
        for (const { key } of matching) entries.delete(key);
        purged = matching.length;
        return new Map(purged === 0 ? [] : [[fileOf(namespace), printKvEntries(entries)]]);
      });
      return purged;
    },
  };
}

/** Carries out changes of several namespaces as one commit, in order. */
export async function writeBranchKeys(
  state: StateBranch,
  changes: readonly KeyChange[],
  message: string,
  now = Date.now(),
): Promise<void> {
  for (const { key, namespace } of changes) {
    checkKey(key);
    checkKvNamespace(namespace);
  }
  await state.change(message, async (reader) => {
    const files = new Map<string, string>();
    for (const namespace of new Set(changes.map((change) => change.namespace))) {
      const entries = await currentEntries(reader, namespace, now);
      const before = printKvEntries(entries);
      for (const { key, entry } of changes.filter((change) => change.namespace === namespace)) {
        if (entry === undefined) entries.delete(key);
        else entries.set(key, entry);
      }
      const after = printKvEntries(entries);
      if (after !== before) files.set(fileOf(namespace), after);
    }
    return files;
  });
}

/** Namespaces that have a file on the branch, sorted. */
export async function branchNamespaces(state: StateReader): Promise<readonly string[]> {
  const names = await state.list(FOLDER);
  return names.filter((name) => name.endsWith('.json')).map((name) => name.slice(0, -'.json'.length));
}

/** All keys of a namespace, expired ones too. */
export async function entriesOf(state: StateReader, namespace: string): Promise<Map<string, KvEntry>> {
  const file = fileOf(namespace);
  const text = await state.read(file);
  return text === undefined ? new Map() : parseKvEntries(text, `${file} on the branch ${STATE_BRANCH}`);
}

async function currentEntries(state: StateReader, namespace: string, now: number): Promise<Map<string, KvEntry>> {
  const entries = await entriesOf(state, namespace);
  for (const [key, entry] of entries) if (!isCurrentEntry(entry, now)) entries.delete(key);
  return entries;
}

function fileOf(namespace: string): string {
  checkKvNamespace(namespace);
  return `${FOLDER}/${namespace}.json`;
}
