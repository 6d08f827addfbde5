import { environmentOf } from '../../src/contract/environment-of.ts';
import { UsageError } from '../../src/contract/errors.ts';
import type { KvEntry } from '../../src/contract/kv.ts';
import { openGithub } from '../../src/github/api/client.ts';
import type { Permission } from '../../src/github/api/find-token.ts';
import { githubStatus } from '../../src/github/api/explain-failure.ts';
import { openStateBranch, type StateBranch } from '../../src/github/api/state-branch.ts';
import type { KeyChange } from '../../src/github/kv/branch-kv.ts';
import { findRepositoryKey, listRepositoryKeys, type RepositoryKey } from '../../src/github/kv/repository-kv.ts';
import { saveKeys } from '../../src/github/kv/save-keys.ts';
import { openVariableKeys, type VariableKeys } from '../../src/github/kv/variables-kv.ts';
import { openProject } from '../../src/project/project.ts';
import { githubName } from '../../src/util/github-names.ts';

/** The keys of the repository, for `gitphony kv … --github`. */
export interface RepositoryStore {
  get(key: string, namespace: string): Promise<KvEntry | undefined>;
  /** Answers where it went: `branch` or `variable`. */
  set(entry: KvEntry, namespace: string): Promise<'branch' | 'variable'>;
  delete(key: string, namespace: string): Promise<boolean>;
  list(namespace?: string): Promise<readonly RepositoryKey[]>;
}

/** Opens the project's repository by a token of this machine. Fails with REPOSITORY_UNKNOWN or TOKEN_MISSING. */
export async function openRepositoryStore(access: 'read' | 'write'): Promise<RepositoryStore> {
  const { root, config } = await openProject(process.cwd());
  const permissions: readonly Permission[] =
    access === 'read' ? ['Contents: read', 'Variables: read'] : ['Contents: write', 'Variables: write'];
  const github = await openGithub({
    environment: process.env,
    directory: root,
    purpose: `${access} the keys of the repository`,
    permissions,
  });
  const state = openStateBranch(github);
  const variables = (namespace: string | undefined): VariableKeys => {
    const environment = namespace === undefined ? undefined : environmentOf(config, namespace);
    return openVariableKeys(github, environment === undefined ? {} : { environment });
  };
  const write = async (change: KeyChange): Promise<'branch' | 'variable'> => {
    const message = `${change.entry === undefined ? 'delete' : 'set'} ${change.key} of ${change.namespace}`;
    const notice = (text: string): void => void process.stderr.write(`${text}\n`);
    const saved = await saveKeys([change], { mode: config.kv, state, variables, message, notice });
    return saved.branch > 0 ? 'branch' : 'variable';
  };
  return {
    async get(key, namespace) {
      return (await findRepositoryKey(namespace, key, { mode: config.kv, state, variables: variables(namespace) }))
        ?.entry;
    },
    set: (entry, namespace) => write({ namespace, key: entry.key, entry }),
    async delete(key, namespace) {
      const options = { mode: config.kv, state, variables: variables(namespace) };
      const found = await findRepositoryKey(namespace, key, options);
      if (found === undefined) return false;
      if (found.namespace === undefined) throw shared(key, namespace);
      await write({ namespace, key, entry: undefined });
      return true;
    },
    async list(namespace) {
      const environments = new Set(Object.values(config.namespaces).map(({ environment }) => environment));
      const places = namespace === undefined ? [undefined, ...environments] : [environmentOf(config, namespace)];
      const keys: RepositoryKey[] = [];
      for (const [index, environment] of [...new Set(places)].entries()) {
        const own = openVariableKeys(github, environment === undefined ? {} : { environment });
        const found = await listKeys(state, own, config.kv, namespace);
        // The branch has no environments: its keys stand in the first list.
        keys.push(...found.filter(({ store }) => index === 0 || store === 'variable'));
      }
      return keys;
    },
  };
}

/** Other namespaces read it too: who deletes it has to mean that. */
function shared(key: string, namespace: string): UsageError {
  return new UsageError(
    'KV_SHARED',
    `the key "${key}" of ${namespace} is the variable ${githubName(key)}, which every namespace has: it was not deleted`,
    {
      hint: `give ${namespace} a value of its own by gitphony kv set, or delete the variable itself: gh variable delete ${githubName(key)}`,
    },
  );
}

async function listKeys(
  state: StateBranch,
  variables: VariableKeys,
  mode: 'auto' | 'variables' | 'branch',
  namespace: string | undefined,
): Promise<readonly RepositoryKey[]> {
  try {
    return await listRepositoryKeys({ mode, state, variables }, namespace);
  } catch (error) {
    if (githubStatus(error) !== 403 || mode === 'variables') throw error;
    process.stderr.write(`variables are not shown: ${(error as Error).message}\n`);
    return listRepositoryKeys({ mode, state, variables: undefined }, namespace);
  }
}
