import { TaskError } from '../../contract/errors.ts';
import type { KvEntry } from '../../contract/kv.ts';
import { githubName, kvName } from '../../util/github-names.ts';
import type { GithubRepository } from '../api/client.ts';
import { githubStatus } from '../api/explain-failure.ts';
import { printVariableText, readVariableText, type VariableEntry } from './variable-text.ts';

/** Bytes of one variable, and of all that a run is handed (https://docs.github.com/actions/reference/workflows-and-actions/variables). */
export const MOST_VARIABLE_BYTES = 48 * 1024;
export const MOST_ALL_BYTES = 256 * 1024;

/** A variable and the key that it is. */
export interface StoredVariable {
  /** On GitHub. */
  readonly name: string;
  readonly text: string;
  readonly entry: VariableEntry;
}

/**
 * Keys as variables of the repository, or of an environment. Needs a token with "Variables: write" ("Environments: write"); a run's own token
 * can never do that. There is no compare-and-set: of two writers at once the last one wins.
 */
export interface VariableKeys {
  get(namespace: string, key: string): Promise<StoredVariable | undefined>;
  /** Fails with KV_TOO_LARGE, KV_FULL or KV_NAMES_MEET. */
  set(namespace: string, entry: KvEntry): Promise<void>;
  /** The namespace's own variable; one that every namespace has stays. */
  delete(namespace: string, key: string): Promise<boolean>;
  all(): Promise<readonly StoredVariable[]>;
}

export function openVariableKeys(
  { octokit, place }: GithubRepository,
  { environment }: { readonly environment?: string } = {},
): VariableKeys {
  const { actions } = octokit.rest;
  const inEnvironment = { ...place, environment_name: environment ?? '' };
  const read = async (name: string): Promise<string | undefined> => {
    try {
      const answer =
        environment === undefined
          ? await actions.getRepoVariable({ ...place, name })
          : await actions.getEnvironmentVariable({ ...inEnvironment, name });
      return answer.data.value;
    } catch (error) {
      if (githubStatus(error) === 404) return undefined;
      throw error;
    }
  };
  const write = async (name: string, value: string, isNew: boolean): Promise<void> => {
    if (environment === undefined) {
      await (isNew
        ? actions.createRepoVariable({ ...place, name, value })
        : actions.updateRepoVariable({ ...place, name, value }));
    } else {
      await (isNew
        ? actions.createEnvironmentVariable({ ...inEnvironment, name, value })
        : actions.updateEnvironmentVariable({ ...inEnvironment, name, value }));
    }
  };
  const all = async (): Promise<readonly StoredVariable[]> => {
    const found =
      environment === undefined
        ? await octokit.paginate(actions.listRepoVariables, { ...place, per_page: 30 })
        : await octokit.paginate(actions.listEnvironmentVariables, { ...inEnvironment, per_page: 30 });
    return found.map(({ name, value }) => ({ name, text: value, entry: readVariableText(value, name) }));
  };
  return {
    all,
    async get(namespace, key) {
      for (const name of [kvName(namespace, key), githubName(key)]) {
        const text = await read(name);
        if (text !== undefined) return { name, text, entry: readVariableText(text, key) };
      }
      return undefined;
    },
    async set(namespace, entry) {
      const name = kvName(namespace, entry.key);
      const text = printVariableText(entry, namespace);
      const variables = await all();
      const present = variables.find((variable) => variable.name === name);
      if (present !== undefined) refuseOther(present, namespace, entry.key);
      checkRoom(variables, name, text, entry.key);
      try {
        await write(name, text, present === undefined);
      } catch (error) {
        // Somebody made it since it was looked for.
        if (present !== undefined || githubStatus(error) !== 409) throw error;
        await write(name, text, false);
      }
    },
    async delete(namespace, key) {
      const name = kvName(namespace, key);
      if ((await read(name)) === undefined) return false;
      await (environment === undefined
        ? actions.deleteRepoVariable({ ...place, name })
        : actions.deleteEnvironmentVariable({ ...inEnvironment, name }));
      return true;
    },
  };
}

/** Two keys that are one name on GitHub: the second must not overwrite the first. */
function refuseOther({ name, entry }: StoredVariable, namespace: string, key: string): void {
  const isOwn = (entry.namespace ?? namespace) === namespace && (entry.key === key || entry.namespace === undefined);
  if (isOwn) return;
  throw new TaskError(
    'KV_NAMES_MEET',
    `the key "${key}" of ${namespace} and "${entry.key}" of ${entry.namespace ?? namespace} are one variable on GitHub: ${name}`,
    { hint: 'rename one of them (docs/names.md has the rule)', retryable: false },
  );
}

function checkRoom(variables: readonly StoredVariable[], name: string, text: string, key: string): void {
  const size = Buffer.byteLength(text);
  const hint = 'keep it on the state branch (kv: branch in gitphony.yaml), or in a file';
  if (size > MOST_VARIABLE_BYTES) {
    throw new TaskError('KV_TOO_LARGE', `expected a value of at most 48 KB for the key "${key}", got ${size} bytes`, {
      hint,
      retryable: false,
    });
  }
  const others = variables.filter((variable) => variable.name !== name);
  const sum = others.reduce(
    (total, variable) => total + Buffer.byteLength(variable.name) + Buffer.byteLength(variable.text),
    0,
  );
  if (sum + Buffer.byteLength(name) + size <= MOST_ALL_BYTES) return;
  throw new TaskError(
    'KV_FULL',
    `the key "${key}" would bring all variables to ${sum + size} bytes; a run is handed at most 256 KB`,
    { hint, retryable: false },
  );
}
