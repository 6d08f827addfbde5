import { GitphonyError } from '../../contract/errors.ts';
import type { GithubRepository } from '../api/client.ts';
import { githubStatus } from '../api/explain-failure.ts';
import { type CompiledFiles, isOurs } from './compiled-files.ts';

/** Where a pull request of ours starts from, when the branch itself is protected. */
export const COMPILE_BRANCH = 'gitphony/compile';

export interface CommitOptions {
  readonly branch: string;
  /** The commit that was compiled: where the branch is elsewhere now, nothing is written. */
  readonly head: string;
}

/** What became of the files. */
export type CommitResult =
  | { readonly kind: 'committed'; readonly url: string }
  | { readonly kind: 'pull-request'; readonly url: string };

const mutation =
  'mutation ($input: CreateCommitOnBranchInput!) { createCommitOnBranch(input: $input) { commit { url } } }';

const headline = 'Compile the flows';
const body = 'Made by `gitphony compile`. Do not edit these files: change the flow or gitphony.yaml.';

/**
 * Commits compiled workflows as one signed commit; by a pull request where the branch is protected.
 * Needs "Contents: write" and "Workflows: write", for a pull request "Pull requests: write". Fails with DEPLOY_STALE, DEPLOY_FOREIGN_FILE or DEPLOY_REFUSED.
 */
export async function commitCompiled(
  github: GithubRepository,
  files: CompiledFiles,
  { branch, head }: CommitOptions,
): Promise<CommitResult> {
  await refuseForeign(github, files, head);
  try {
    return { kind: 'committed', url: await commit(github, files, branch, head) };
  } catch (error) {
    const refusal = graphqlErrors(error);
    if (refusal === undefined) throw error;
    if (refusal.some(({ type }) => type === 'STALE_DATA')) {
      throw new GitphonyError(
        'DEPLOY_STALE',
        `expected ${branch} at ${head.slice(0, 7)}, but somebody has pushed since`,
        {
          cause: error,
          hint: 'nothing was committed; the run of the newer push does it',
        },
      );
    }
    if (!refusal.some(({ message }) => /rule violations|protected branch|pull request/i.test(message))) {
      throw new GitphonyError(
        'DEPLOY_REFUSED',
        `GitHub refused the commit to ${branch}: ${refusal.map(({ message }) => message).join('; ')}`,
        {
          cause: error,
          hint: 'give the environment gitphony-deploy a secret GITPHONY_DEPLOY_TOKEN: a fine-grained token for this repository with Contents: write and Workflows: write',
        },
      );
    }
  }
  return { kind: 'pull-request', url: await openPullRequest(github, files, branch, head) };
}

async function commit(
  { octokit, place }: GithubRepository,
  files: CompiledFiles,
  branch: string,
  head: string,
): Promise<string> {
  const entries = [...files];
  const input = {
    branch: { repositoryNameWithOwner: `${place.owner}/${place.repo}`, branchName: branch },
    message: { headline, body },
    expectedHeadOid: head,
    fileChanges: {
      additions: entries.flatMap(([path, text]) =>
        text === null ? [] : [{ path, contents: Buffer.from(text).toString('base64') }],
      ),
      deletions: entries.flatMap(([path, text]) => (text === null ? [{ path }] : [])),
    },
  };
  const answer = await octokit.graphql<{ createCommitOnBranch: { commit: { url: string } } }>(mutation, { input });
  return answer.createCommitOnBranch.commit.url;
}

async function openPullRequest(
  github: GithubRepository,
  files: CompiledFiles,
  base: string,
  head: string,
): Promise<string> {
  const { octokit, place } = github;
  const { git, pulls } = octokit.rest;
  try {
    await git.createRef({ ...place, ref: `refs/heads/${COMPILE_BRANCH}`, sha: head });
  } catch (error) {
    if (githubStatus(error) !== 422) throw error;
    // Left over from an earlier push: it holds nothing but what compile makes.
    await git.updateRef({ ...place, ref: `heads/${COMPILE_BRANCH}`, sha: head, force: true });
  }
  await commit(github, files, COMPILE_BRANCH, head);
  const open = await pulls.list({ ...place, head: `${place.owner}:${COMPILE_BRANCH}`, base, state: 'open' });
  const [known] = open.data;
  if (known !== undefined) return known.html_url;
  return (await pulls.create({ ...place, head: COMPILE_BRANCH, base, title: headline, body })).data.html_url;
}

/** Only files that Gitphony made are overwritten or taken away, whatever the job before says. */
async function refuseForeign({ octokit, place }: GithubRepository, files: CompiledFiles, head: string): Promise<void> {
  for (const path of files.keys()) {
    const text = await fileAt({ octokit, place }, path, head);
    if (text === undefined || isOurs(text)) continue;
    throw new GitphonyError(
      'DEPLOY_FOREIGN_FILE',
      `expected ${path} to be made by Gitphony, but it was not: nothing was committed`,
      {
        hint: 'rename or remove that file',
      },
    );
  }
}

async function fileAt(
  { octokit, place }: Pick<GithubRepository, 'octokit' | 'place'>,
  path: string,
  ref: string,
): Promise<string | undefined> {
  try {
    const { data } = await octokit.rest.repos.getContent({ ...place, path, ref });
    return Array.isArray(data) || data.type !== 'file'
      ? undefined
      : Buffer.from(data.content, 'base64').toString('utf8');
  } catch (error) {
    if (githubStatus(error) === 404) return undefined;
    throw error;
  }
}

interface GraphqlRefusal {
  readonly type: string;
  readonly message: string;
}

/** The errors that GraphQL answers with status 200; undefined for other failures. */
function graphqlErrors(error: unknown): readonly GraphqlRefusal[] | undefined {
  if (!(error instanceof Error) || !('errors' in error) || !Array.isArray(error.errors)) return undefined;
  return error.errors as readonly GraphqlRefusal[];
}
