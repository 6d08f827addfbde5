import { UsageError } from '../../src/contract/errors.ts';
import type { GithubRepository } from '../../src/github/api/client.ts';
import { mostSecrets } from '../../generator/index.ts';
import { sealSecret } from '../../src/github/api/seal-secret.ts';

/**
 * Sets secrets of the repository, or of an environment, sealed for its public key. All or none is not to be had: those before an error stay set.
 * Fails with SECRETS_TOO_MANY before anything is set.
 */
export async function pushSecrets(
  { octokit, place }: GithubRepository,
  secrets: ReadonlyMap<string, string>,
  environment: string | undefined,
  tell: (name: string) => void,
): Promise<void> {
  const { actions } = octokit.rest;
  const there = { ...place, environment_name: environment ?? '' };
  const present =
    environment === undefined
      ? await octokit.paginate(actions.listRepoSecrets, { ...place, per_page: 100 })
      : await octokit.paginate(actions.listEnvironmentSecrets, { ...there, per_page: 100 });
  const names = new Set([...present.map(({ name }) => name), ...secrets.keys()]);
  if (names.size > mostSecrets) {
    throw new UsageError(
      'SECRETS_TOO_MANY',
      `expected at most ${mostSecrets} secrets in ${environment ?? 'the repository'}, got ${names.size} with those of the file`,
      {
        hint: 'give namespaces environments of their own in gitphony.yaml, split the file, and push each part with --env NAME; nothing was set',
      },
    );
  }
  const { data: key } =
    environment === undefined ? await actions.getRepoPublicKey(place) : await actions.getEnvironmentPublicKey(there);
  for (const [name, value] of secrets) {
    const sealed = { secret_name: name, encrypted_value: await sealSecret(value, key.key), key_id: key.key_id };
    await (environment === undefined
      ? actions.createOrUpdateRepoSecret({ ...place, ...sealed })
      : actions.createOrUpdateEnvironmentSecret({ ...there, ...sealed }));
    tell(name);
  }
}
