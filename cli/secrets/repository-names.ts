import type { GithubRepository } from '../../src/github/api/client.ts';
import { githubStatus } from '../../src/github/api/explain-failure.ts';

/** Names that a repository, and some of its environments, have. */
export interface RepositoryNames {
  has(kind: 'secret' | 'variable', name: string, environment: string | undefined): boolean;
  /** Environments that were asked for and do not exist. */
  readonly missingEnvironments: readonly string[];
}

/** Asks GitHub for names only; values of secrets never come out. */
export async function readRepositoryNames(
  { octokit, place }: GithubRepository,
  environments: readonly string[],
): Promise<RepositoryNames> {
  const { actions } = octokit.rest;
  const known = {
    secret: new Map([
      [undefined as string | undefined, await octokit.paginate(actions.listRepoSecrets, { ...place, per_page: 100 })],
    ]),
    variable: new Map([
      [undefined as string | undefined, await octokit.paginate(actions.listRepoVariables, { ...place, per_page: 30 })],
    ]),
  };
  const missing: string[] = [];
  for (const environment of environments) {
    const there = { ...place, environment_name: environment };
    try {
      known.secret.set(
        environment,
        await octokit.paginate(actions.listEnvironmentSecrets, { ...there, per_page: 100 }),
      );
      known.variable.set(
        environment,
        await octokit.paginate(actions.listEnvironmentVariables, { ...there, per_page: 30 }),
      );
    } catch (error) {
      if (githubStatus(error) !== 404) throw error;
      missing.push(environment);
    }
  }
  return {
    missingEnvironments: missing,
    has(kind, name, environment) {
      const places = new Set([environment, undefined]);
      return [...places].some((each) => (known[kind].get(each) ?? []).some((found) => found.name === name));
    },
  };
}
