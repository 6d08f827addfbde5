import { UsageError } from '../../contract/errors.ts';
import { askProgram } from '../../util/ask-program.ts';

/** A permission as GitHub's settings of fine-grained tokens name it, such as `Actions: write`. */
export type Permission =
  | 'Actions: read'
  | 'Actions: write'
  | 'Administration: write'
  | 'Contents: read'
  | 'Contents: write'
  | 'Environments: read'
  | 'Environments: write'
  | 'Issues: write'
  | 'Metadata: read'
  | 'Pull requests: write'
  | 'Secrets: read'
  | 'Secrets: write'
  | 'Variables: read'
  | 'Variables: write'
  | 'Workflows: write';

export interface GithubToken {
  readonly value: string;
  /** The environment variable, or `gh auth token`. */
  readonly source: string;
}

/** Looked at in this order: the first is the project's own, so that a job can be given more than its GITHUB_TOKEN may. */
export const tokenVariables = ['GITPHONY_TOKEN', 'GH_TOKEN', 'GITHUB_TOKEN'] as const;

/**
 * A token from the environment, else from the command line tool of GitHub (`gh auth token`).
 * Fails with TOKEN_MISSING, which says what it is for, which permissions it needs and how to make one.
 */
export async function findToken(
  environment: Readonly<Record<string, string | undefined>>,
  need: { readonly purpose: string; readonly permissions: readonly Permission[]; readonly directory: string },
): Promise<GithubToken> {
  for (const source of tokenVariables) {
    const value = environment[source]?.trim();
    if (value) return { value, source };
  }
  // In a job, gh has no login of its own.
  const answer =
    environment['GITHUB_ACTIONS'] === 'true'
      ? { failure: '' }
      : await askProgram('gh', ['auth', 'token'], {
          directory: need.directory,
          environment: settingsOfGh(environment),
        });
  const value = 'output' in answer ? answer.output.trim() : '';
  if (value !== '') return { value, source: 'gh auth token' };
  throw new UsageError(
    'TOKEN_MISSING',
    `expected a token to ${need.purpose}, found none in ${tokenVariables.join(', ')}, nor from gh`,
    {
      hint: howToMakeToken(need.permissions),
    },
  );
}

/** One sentence for errors: which token helps. */
export function howToMakeToken(permissions: readonly Permission[]): string {
  return `run \`gh auth login\`, or make a fine-grained token for this repository with ${permissions.join(', ')} (github.com/settings/personal-access-tokens/new) and set GITPHONY_TOKEN to it`;
}

/** Where the tool keeps its login and its settings. */
function settingsOfGh(environment: Readonly<Record<string, string | undefined>>): Record<string, string | undefined> {
  const names = ['GH_CONFIG_DIR', 'GH_HOST', 'XDG_CONFIG_HOME', 'XDG_RUNTIME_DIR', 'DBUS_SESSION_BUS_ADDRESS'];
  return Object.fromEntries(names.map((name) => [name, environment[name]]));
}
