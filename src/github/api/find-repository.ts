import { UsageError } from '../../contract/errors.ts';
import { askGit } from '../../util/ask-program.ts';

/** Where a repository lies on GitHub. */
export interface RepositoryPlace {
  readonly owner: string;
  readonly repo: string;
  /** Base address of the REST API, without a slash at the end. */
  readonly apiUrl: string;
}

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * `GITHUB_REPOSITORY` (set in jobs), else the git remote `origin`. The API's address is `GITHUB_API_URL`, else
 * that of the remote's host. Fails with REPOSITORY_UNKNOWN.
 */
export async function findRepository(directory: string, environment: Environment): Promise<RepositoryPlace> {
  const given = environment['GITHUB_REPOSITORY'];
  const remote = given ? undefined : parseRemote(await originOf(directory));
  const [owner = '', repo = ''] = (given ?? '').split('/');
  const found = remote ?? { owner, repo, host: 'github.com' };
  if (found.owner === '' || found.repo === '') {
    throw new UsageError('REPOSITORY_UNKNOWN', 'expected a repository on GitHub, found none', {
      hint: 'set GITHUB_REPOSITORY=owner/name, or give the repository a remote: git remote add origin https://github.com/owner/name',
    });
  }
  const apiUrl = (environment['GITHUB_API_URL'] || apiUrlOf(found.host)).replace(/\/+$/, '');
  return { owner: found.owner, repo: found.repo, apiUrl };
}

async function originOf(directory: string): Promise<string> {
  const answer = await askGit(directory, ['remote', 'get-url', 'origin']);
  return 'output' in answer ? answer.output.trim() : '';
}

/** `https://host/owner/name.git`, `git@host:owner/name.git`, `ssh://git@host/owner/name`; undefined for anything else. */
export function parseRemote(
  url: string,
): { readonly host: string; readonly owner: string; readonly repo: string } | undefined {
  const match =
    /^(?:https?:\/\/(?:[^@/]*@)?|ssh:\/\/(?:[^@/]*@)?|[\w.-]+@)([\w.-]+)(?::\d+)?[:/]([\w.-]+)\/([\w.-]+?)(?:\.git)?\/?$/.exec(
      url,
    );
  const [, host, owner, repo] = match ?? [];
  return host === undefined || owner === undefined || repo === undefined ? undefined : { host, owner, repo };
}

/** https://docs.github.com/enterprise-server/rest/enterprise-admin: `/api/v3` on servers of one's own; `api.` before GitHub's own hosts. */
function apiUrlOf(host: string): string {
  if (host === 'github.com' || host.endsWith('.ghe.com')) return `https://api.${host}`;
  return `https://${host}/api/v3`;
}
