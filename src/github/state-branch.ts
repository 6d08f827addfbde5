import { setTimeout as sleep } from 'node:timers/promises';
import { GitphonyError } from '../contract/errors.ts';
import type { GithubRepository } from './api/client.ts';
import { githubStatus } from './api/explain-failure.ts';

/** The branch that holds what must last between runs. It shares no history with the others. */
export const STATE_BRANCH = 'gitphony-state';

/** Files on the state branch, changed by compare-and-set: of two writers at once, none is lost. */
export interface StateBranch {
  /** The text of a file; undefined where there is none. */
  read(path: string): Promise<string | undefined>;
  /**
   * Changes a file: `change` gets its text as it is now and answers what it shall be, undefined for no change. It is asked
   * again where somebody else was faster, so it must do nothing else.
   *
   * @throws GitphonyError STATE_CONTENDED after many writers that were faster
   */
  update<T>(path: string, message: string, change: (text: string | undefined) => Promise<Change<T>>): Promise<T>;
}

/** What a file shall be, and what comes of it. */
export interface Change<T> {
  readonly text: string | undefined;
  readonly result: T;
}

const MOST_TRIES = 40;
/** Milliseconds; a random part of it, so that writers that met do not meet again. */
const LONGEST_PAUSE = 400;
const ref = `heads/${STATE_BRANCH}`;

/** The state branch of a repository; it is made with the first write. The token needs `Contents: write`. */
export function openStateBranch(github: GithubRepository): StateBranch {
  return {
    read: async (path) => fileAt(github, await headOf(github), path),
    async update(path, message, change) {
      for (let tried = 0; tried < MOST_TRIES; tried += 1) {
        if (tried > 0) await sleep(Math.random() * LONGEST_PAUSE);
        const head = await headOf(github);
        const { text, result } = await change(await fileAt(github, head, path));
        if (text === undefined || (await commit(github, head, { path, text, message }))) return result;
      }
      throw new GitphonyError(
        'STATE_CONTENDED',
        `expected to write ${path} on the branch ${STATE_BRANCH}, others were faster ${MOST_TRIES} times`,
        { hint: 'run the job again', retryable: true },
      );
    },
  };
}

async function headOf({ octokit, place }: GithubRepository): Promise<string | undefined> {
  try {
    return (await octokit.rest.git.getRef({ ...place, ref })).data.object.sha;
  } catch (error) {
    if (githubStatus(error) === 404) return undefined;
    throw error;
  }
}

async function fileAt(
  { octokit, place }: GithubRepository,
  head: string | undefined,
  path: string,
): Promise<string | undefined> {
  if (head === undefined) return undefined;
  const { tree } = (await octokit.rest.git.getTree({ ...place, tree_sha: head, recursive: '1' })).data;
  const file = tree.find((entry) => entry.path === path)?.sha;
  if (file === undefined) return undefined;
  const { content } = (await octokit.rest.git.getBlob({ ...place, file_sha: file })).data;
  return Buffer.from(content, 'base64').toString('utf8');
}

/** Answers false where the branch has moved on meanwhile. */
async function commit(
  { octokit, place }: GithubRepository,
  head: string | undefined,
  { path, text, message }: { readonly path: string; readonly text: string; readonly message: string },
): Promise<boolean> {
  const { git } = octokit.rest;
  const entries = [{ path, mode: '100644' as const, type: 'blob' as const, content: text }];
  const base = head === undefined ? {} : { base_tree: head };
  const tree = (await git.createTree({ ...place, ...base, tree: entries })).data.sha;
  const parents = head === undefined ? [] : [head];
  const { sha } = (await git.createCommit({ ...place, message, tree, parents })).data;
  try {
    if (head === undefined) await git.createRef({ ...place, ref: `refs/${ref}`, sha });
    else await git.updateRef({ ...place, ref, sha, force: false });
    return true;
  } catch (error) {
    const status = githubStatus(error);
    if (status === 409 || status === 422) return false;
    throw error;
  }
}
