import type { KvEntry } from '../../contract/kv.ts';
import { isCurrentEntry } from '../../contract/kv-entries.ts';
import type { ProjectConfig } from '../../contract/project-config.ts';
import { kvName } from '../../util/github-names.ts';
import type { StateBranch } from '../api/state-branch.ts';
import { branchNamespaces, entriesOf } from './branch-kv.ts';
import type { StoredVariable, VariableKeys } from './variables-kv.ts';

/** A key of the repository, and where it stands. */
export interface RepositoryKey {
  /** Undefined: a variable that every namespace has. */
  readonly namespace: string | undefined;
  readonly entry: KvEntry;
  readonly store: 'branch' | 'variable';
  /** True where the branch has a key of the same name, which wins. */
  readonly isHidden: boolean;
}

export interface RepositoryKvOptions {
  readonly mode: ProjectConfig['kv'];
  readonly state: StateBranch;
  /** Undefined: variables are not looked at. */
  readonly variables: VariableKeys | undefined;
}

/** The key that a flow of the namespace would read: the branch's, else the variable's. */
export async function findRepositoryKey(
  namespace: string,
  key: string,
  { mode, state, variables }: RepositoryKvOptions,
): Promise<RepositoryKey | undefined> {
  if (mode !== 'variables') {
    const entry = (await entriesOf(state, namespace)).get(key);
    if (entry !== undefined && isCurrentEntry(entry, Date.now())) {
      return { namespace, entry, store: 'branch', isHidden: false };
    }
  }
  if (mode === 'branch' || variables === undefined) return undefined;
  const found = await variables.get(namespace, key);
  if (found === undefined || !isCurrentEntry(found.entry, Date.now())) return undefined;
  // One without the namespace in its name is every namespace's.
  const owner = found.name === kvName(namespace, key) ? namespace : undefined;
  return { namespace: owner, entry: { ...found.entry, key }, store: 'variable', isHidden: false };
}

/** Every key of both stores; of one namespace with `namespace`, together with what every namespace has. */
export async function listRepositoryKeys(
  { mode, state, variables }: RepositoryKvOptions,
  namespace?: string,
): Promise<readonly RepositoryKey[]> {
  const keys: RepositoryKey[] = [];
  const onBranch = new Set<string>();
  const namespaces = mode === 'variables' ? [] : await branchNamespaces(state);
  for (const name of namespaces.filter((each) => namespace === undefined || each === namespace)) {
    for (const entry of (await entriesOf(state, name)).values()) {
      if (!isCurrentEntry(entry, Date.now())) continue;
      keys.push({ namespace: name, entry, store: 'branch', isHidden: false });
      onBranch.add(kvName(name, entry.key));
    }
  }
  for (const variable of mode === 'branch' ? [] : ((await variables?.all()) ?? [])) {
    const owner = ownerOf(variable, namespace, namespaces);
    if (owner === undefined || !isCurrentEntry(variable.entry, Date.now())) continue;
    keys.push({ ...owner, store: 'variable', isHidden: onBranch.has(variable.name) });
  }
  return keys;
}

/** Whose key a variable is. One that people typed says it by its name only. */
function ownerOf(
  { name, entry }: StoredVariable,
  wanted: string | undefined,
  known: readonly string[],
): { readonly namespace: string | undefined; readonly entry: KvEntry } | undefined {
  const { namespace: written, ...own } = entry;
  if (written !== undefined)
    return wanted === undefined || wanted === written ? { namespace: written, entry: own } : undefined;
  const owner = [...(wanted === undefined ? [] : [wanted]), ...known].find((each) => name.startsWith(kvName(each, '')));
  if (owner !== undefined) return { namespace: owner, entry: { ...own, key: name.slice(kvName(owner, '').length) } };
  // `X__Y` is a key of another namespace.
  if (wanted !== undefined && name.includes('__')) return undefined;
  return { namespace: undefined, entry: own };
}
