import { TaskError } from '../../contract/errors.ts';
import type { ProjectConfig } from '../../contract/project-config.ts';
import type { StateBranch } from '../api/state-branch.ts';
import { githubStatus } from '../api/explain-failure.ts';
import { entriesOf, type KeyChange, writeBranchKeys } from './branch-kv.ts';
import type { VariableKeys } from './variables-kv.ts';

export interface SaveKeysOptions {
  readonly mode: ProjectConfig['kv'];
  readonly state: StateBranch;
  /** For a namespace; undefined where there is no token that may. */
  readonly variables: ((namespace: string) => VariableKeys) | undefined;
  /** The commit's message. */
  readonly message: string;
  /** Hears of keys that went to the branch although a token was given. */
  readonly notice: (text: string) => void;
}

/**
 * Writes keys for good. `auto`: as variables where a token may, and what does not fit there to the branch; a key that
 * becomes a variable leaves the branch, which would hide it. Answers how many went where.
 */
export async function saveKeys(
  changes: readonly KeyChange[],
  { mode, state, variables, message, notice }: SaveKeysOptions,
): Promise<{ readonly branch: number; readonly variables: number }> {
  if (mode === 'branch' || variables === undefined) {
    await writeBranchKeys(state, changes, message);
    return { branch: changes.length, variables: 0 };
  }
  const left: KeyChange[] = [];
  let isRefused = false;
  for (const change of changes) {
    try {
      if (isRefused) left.push(change);
      else await writeVariable(variables(change.namespace), change, notice);
    } catch (error) {
      if (mode === 'variables' || !belongsOnBranch(error)) throw error;
      notice(
        `${change.key} of ${change.namespace} goes to the state branch: ${error instanceof Error ? error.message : String(error)}`,
      );
      isRefused = githubStatus(error) === 403;
      left.push(change);
    }
  }
  if (mode === 'auto') {
    const hidden = await hiddenByBranch(
      state,
      changes.filter((change) => !left.includes(change)),
    );
    await writeBranchKeys(state, [...hidden, ...left], message);
  }
  return { branch: left.length, variables: changes.length - left.length };
}

async function writeVariable(
  keys: VariableKeys,
  { namespace, key, entry }: KeyChange,
  notice: SaveKeysOptions['notice'],
): Promise<void> {
  if (entry !== undefined) await keys.set(namespace, entry);
  else if (!(await keys.delete(namespace, key)) && (await keys.get(namespace, key)) !== undefined) {
    notice(`${key} of ${namespace} is not deleted: it is a variable that every namespace has`);
  }
}

/** Too large for a variable, or a token that may not after all. */
function belongsOnBranch(error: unknown): boolean {
  if (githubStatus(error) === 403) return true;
  return error instanceof TaskError && (error.code === 'KV_TOO_LARGE' || error.code === 'KV_FULL');
}

async function hiddenByBranch(state: StateBranch, changes: readonly KeyChange[]): Promise<KeyChange[]> {
  const hidden: KeyChange[] = [];
  for (const { namespace, key } of changes) {
    if ((await entriesOf(state, namespace)).has(key)) hidden.push({ namespace, key, entry: undefined });
  }
  return hidden;
}
