import { GitphonyError } from '../contract/errors.ts';
import type { KvEntry, KvStore } from '../contract/kv.ts';
import { kvVariable, variablePrefix } from '../util/github-names.ts';

/**
 * KV on a runner: reads are repository variables that the workflow hands over as `GITPHONY_VAR_<KEY>`, without a token.
 * Writing needs a token that this store does not have; compile refuses flows that would.
 */
export function createRunnerKv(environment: Readonly<Record<string, string | undefined>>): KvStore {
  const read = (key: string): KvEntry | undefined => {
    const value = environment[kvVariable(key)];
    return value === undefined || value === '' ? undefined : { key, type: 'STRING', value };
  };
  const refuse = (key: string): never => {
    throw new GitphonyError(
      'KV_READ_ONLY',
      `expected a store that can be written, but "${key}" is a repository variable`,
      {
        hint: 'set it in the repository settings (Secrets and variables, Actions, Variables)',
      },
    );
  };
  return {
    get: async (key) => read(key),
    set: async ({ key }) => refuse(key),
    delete: async (key) => refuse(key),
    list: async () =>
      Object.keys(environment)
        .filter((name) => name.startsWith(variablePrefix))
        .map((name) => read(name.slice(variablePrefix.length)))
        .filter((entry) => entry !== undefined),
  };
}
