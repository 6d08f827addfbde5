import { type GithubRepository, openGithub } from '../src/github/api/client.ts';
import type { Permission } from '../src/github/api/find-token.ts';
import type { Job } from './open-job.ts';

/** What of a job says how to reach its repository. */
export interface TokenJob extends Pick<Job, 'environment' | 'project'> {
  readonly settings: { readonly token: string };
}

/** The repository by the job's own token, whatever other tokens its environment holds. */
export function openJobGithub(
  { settings, environment, project }: TokenJob,
  purpose: string,
  permissions: readonly Permission[],
): Promise<GithubRepository> {
  const { GITPHONY_TOKEN: _own, GH_TOKEN: _gh, ...rest } = environment;
  return openGithub({
    environment: { ...rest, GITHUB_TOKEN: settings.token },
    directory: project.root,
    purpose,
    permissions,
  });
}
