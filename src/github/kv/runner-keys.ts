import { TaskError } from '../../contract/errors.ts';
import { namespaceLine } from '../../contract/inherit-keys.ts';
import type { KvEntry, KvStore } from '../../contract/kv.ts';
import { checkKey, checkKvNamespace, isCurrentEntry, keyExists } from '../../contract/kv-entries.ts';
import { githubName, kvVariable, variablePrefix } from '../../util/github-names.ts';
import { printJson } from '../../util/json.ts';
import type { Value } from '../../util/values.ts';
import type { KeyChange } from './branch-kv.ts';
import { readVariableText, type VariableEntry } from './variable-text.ts';

/** What the state branch holds, read once and kept: a run sees the keys as they were when it first asked, and what it wrote itself. */
export interface BranchReader {
  entries(namespace: string): Promise<ReadonlyMap<string, KvEntry>>;
  namespaces(): Promise<readonly string[]>;
}

export interface RunnerKeysOptions {
  /** Variables of the repository, which the workflow hands over as `GITPHONY_VAR_<NAMESPACE>__<KEY>`. */
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Left out where only variables are read. */
  readonly branch?: BranchReader;
  /** True where a text holds a secret: keys are open to all who can read the repository. */
  readonly holdsSecret?: (text: string) => boolean;
  /** What an earlier attempt of the job wrote. */
  readonly before?: readonly KeyChange[];
  /** Hears of each write. */
  readonly onWrite?: (change: KeyChange) => void;
  /** Milliseconds since 1970. Default Date.now. */
  readonly now?: () => number;
}

/** The keys of one job: all its executions and namespaces share them. */
export interface RunnerKeys {
  store(namespace: string): KvStore;
  /** What was written, the last word on each key, in the order of the first writes. */
  changes(): readonly KeyChange[];
}

/**
 * KV on a runner. A read asks what this run wrote, then the state branch, then variables; without a namespace it goes up from the
 * flow's own. Nothing leaves the runner: a job that runs tasks may not write, so its writes are kept for the job after it.
 */
export function createRunnerKeys(options: RunnerKeysOptions): RunnerKeys {
  const { environment, branch, holdsSecret = () => false, now = Date.now } = options;
  const idOf = (namespace: string, key: string): string => `${namespace}\0${key}`;
  const before = (options.before ?? []).map((change) => [idOf(change.namespace, change.key), change] as const);
  const written = new Map<string, KeyChange>(before);

  const stored = async (namespace: string, key: string): Promise<KvEntry | undefined> => {
    const own = written.get(idOf(namespace, key));
    return own === undefined ? (await branch?.entries(namespace))?.get(key) : own.entry;
  };
  const isDeleted = (namespace: string, key: string): boolean => {
    const own = written.get(idOf(namespace, key));
    return own !== undefined && own.entry === undefined;
  };
  const variable = (namespace: string, key: string): KvEntry | undefined => {
    const text = environment[kvVariable(namespace, key)] || environment[`${variablePrefix}${githubName(key)}`];
    return text === undefined || text === '' ? undefined : entryOf(readVariableText(text, key));
  };
  const find = async (namespaces: readonly string[], key: string): Promise<KvEntry | undefined> => {
    for (const namespace of namespaces) {
      const entry = await stored(namespace, key);
      if (entry !== undefined || isDeleted(namespace, key)) return entry;
    }
    // The workflow has gone up the namespaces already: the variable of the first is the nearest one's.
    return variable(namespaces[0] ?? '', key);
  };
  const view = async (namespace: string): Promise<Map<string, KvEntry>> => {
    checkKvNamespace(namespace);
    const found = new Map(variablesOf(environment, namespace));
    for (const [key, entry] of (await branch?.entries(namespace)) ?? []) found.set(key, entry);
    for (const change of written.values()) {
      if (change.namespace !== namespace) continue;
      if (change.entry === undefined) found.delete(change.key);
      else found.set(change.key, change.entry);
    }
    return found;
  };
  const write = (namespace: string, key: string, entry: KvEntry | undefined): void => {
    const change = { namespace, key, entry };
    written.set(idOf(namespace, key), change);
    options.onWrite?.(change);
  };

  return {
    changes: () => [...written.values()],
    store: (own) => ({
      async get(key, namespace, { expired = false } = {}) {
        const entry = await find(namespace === undefined ? namespaceLine(own) : [namespace], key);
        return entry !== undefined && (expired || isCurrentEntry(entry, now())) ? entry : undefined;
      },
      async set(entry, { namespace = own, overwrite = true } = {}) {
        checkKey(entry.key);
        checkKvNamespace(namespace);
        refuseSecret(entry, holdsSecret);
        if (!overwrite) {
          const known = await find([namespace], entry.key);
          if (known !== undefined && isCurrentEntry(known, now())) throw keyExists(entry.key, namespace);
        }
        write(namespace, entry.key, entry);
      },
      async delete(key, namespace = own) {
        const known = await find([namespace], key);
        if (known === undefined) return false;
        write(namespace, key, undefined);
        return true;
      },
      list: async (namespace = own) =>
        [...(await view(namespace)).values()].filter((entry) => isCurrentEntry(entry, now())),
      async namespaces() {
        const names = [
          ...((await branch?.namespaces()) ?? []),
          ...[...written.values()].map(({ namespace }) => namespace),
        ];
        return [...new Set(names)].toSorted();
      },
      async purge(matches, namespace = own) {
        const matching = [...(await view(namespace)).values()].filter(matches);
        for (const { key } of matching) write(namespace, key, undefined);
        return matching.length;
      },
    }),
  };
}

/** The variables of a namespace that the job was handed, by key. What was typed into the settings has its key in capitals. */
function* variablesOf(
  environment: Readonly<Record<string, string | undefined>>,
  namespace: string,
): Generator<[string, KvEntry]> {
  const prefix = kvVariable(namespace, '');
  for (const [name, text] of Object.entries(environment)) {
    if (!name.startsWith(prefix) || text === undefined || text === '') continue;
    const entry = entryOf(readVariableText(text, name.slice(prefix.length)));
    yield [entry.key, entry];
  }
}

function entryOf(variable: VariableEntry): KvEntry {
  const { namespace: _owner, ...entry } = variable;
  return entry;
}

function refuseSecret({ key, value }: KvEntry, holdsSecret: (text: string) => boolean): void {
  if (!holdsSecret(textOf(value))) return;
  throw new TaskError('KV_HOLDS_SECRET', `the value for the key "${key}" holds a secret`, {
    hint: 'keys are open to everybody who can read the repository: keep it as a secret, and read it by secret()',
    retryable: false,
  });
}

function textOf(value: Value): string {
  return typeof value === 'string' ? value : printJson(value);
}
