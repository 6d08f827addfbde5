import { setTimeout as delay } from 'node:timers/promises';
import { GitphonyError } from '../../contract/errors.ts';
import type { GithubRepository } from './client.ts';
import { githubStatus } from './explain-failure.ts';

/** The branch that holds what runs remember. It shares no history with the sources, so nothing of theirs is touched. */
export const STATE_BRANCH = 'gitphony-state';

/** Files of the state branch at one commit. */
export interface StateReader {
  /** Undefined where there is no such file. */
  read(path: string): Promise<string | undefined>;
  /** Names of the files in a folder, sorted. */
  list(folder: string): Promise<readonly string[]>;
}

/** New texts by path; undefined takes a file away. */
export type StateChanges = ReadonlyMap<string, string | undefined>;

/** Small texts that outlive runs, changed by compare-and-set. */
export interface StateBranch extends StateReader {
  /**
   * Reads, decides and writes all files at once. Where somebody else was faster, `work` is called again with what is
   * there now; an empty map writes nothing. Fails with STATE_CONTENDED after many tries.
   */
  change(message: string, work: (state: StateReader) => Promise<StateChanges>): Promise<void>;
  /** {@link StateBranch.change} for one file: `work` gets its text and answers what it shall be (undefined: as it is) and a result. */
  update<T>(path: string, message: string, work: (text: string | undefined) => Promise<Change<T>>): Promise<T>;
}

/** What a file shall be, and what comes of it. */
export interface Change<T> {
  readonly text: string | undefined;
  readonly result: T;
}

/** Tries until a write gives up: twenty writers at once need at most twenty rounds. */
const MOST_TRIES = 60;

/** Needs `contents: read` to read and `contents: write` to change. `pause`: milliseconds of the longest first wait after a lost race. */
export function openStateBranch(
  { octokit, place }: GithubRepository,
  { branch = STATE_BRANCH, pause = 200 }: { readonly branch?: string; readonly pause?: number } = {},
): StateBranch {
  const { git, repos } = octokit.rest;
  const ref = `heads/${branch}`;

  const head = async (): Promise<string | undefined> => {
    const found = await orMissing(git.getRef({ ...place, ref }));
    return found?.data.object.sha;
  };
  const readerAt = (commit: string | undefined): StateReader => ({
    async read(path) {
      if (commit === undefined) return undefined;
      const found = await orMissing(repos.getContent({ ...place, path, ref: commit }));
      if (found === undefined || Array.isArray(found.data) || found.data.type !== 'file') return undefined;
      const { content, encoding, sha } = found.data as { content: string; encoding: string; sha: string };
      // Above 1 MB the contents interface leaves the content out.
      if (encoding === 'base64' && content !== '') return Buffer.from(content, 'base64').toString('utf8');
      const blob = await git.getBlob({ ...place, file_sha: sha });
      return Buffer.from(blob.data.content, 'base64').toString('utf8');
    },
    async list(folder) {
      if (commit === undefined) return [];
      const found = await orMissing(repos.getContent({ ...place, path: folder, ref: commit }));
      if (found === undefined || !Array.isArray(found.data)) return [];
      return found.data
        .filter(({ type }) => type === 'file')
        .map(({ name }) => name)
        .toSorted();
    },
  });
  const write = async (parent: string | undefined, changes: StateChanges, message: string): Promise<void> => {
    const tree = [...changes].map(([path, content]) => ({
      path,
      mode: '100644' as const,
      type: 'blob' as const,
      ...(content === undefined ? { sha: null } : { content }),
    }));
    const made = await git.createTree({ ...place, tree, ...(parent === undefined ? {} : { base_tree: parent }) });
    const parents = parent === undefined ? [] : [parent];
    const { data } = await git.createCommit({ ...place, message, tree: made.data.sha, parents });
    if (parent === undefined) await git.createRef({ ...place, ref: `refs/${ref}`, sha: data.sha });
    else await git.updateRef({ ...place, ref, sha: data.sha, force: false });
  };

  const now = async (): Promise<StateReader> => readerAt(await head());
  const change: StateBranch['change'] = async (message, work) => {
    for (let tries = 0; tries < MOST_TRIES; tries += 1) {
      const parent = await head();
      const changes = await work(readerAt(parent));
      if (changes.size === 0) return;
      try {
        await write(parent, changes, message);
        return;
      } catch (error) {
        if (!isLostRace(error)) throw error;
        await delay(Math.random() * pause * Math.min(tries + 1, 10));
      }
    }
    throw new GitphonyError(
      'STATE_CONTENDED',
      `expected to write the branch ${branch}, but others were faster ${MOST_TRIES} times`,
      {
        hint: 'run it again when fewer runs end at once',
        retryable: true,
      },
    );
  };
  return {
    read: async (path) => (await now()).read(path),
    list: async (folder) => (await now()).list(folder),
    change,
    async update<T>(path: string, message: string, work: (text: string | undefined) => Promise<Change<T>>): Promise<T> {
      let answer: { readonly result: T } | undefined;
      await change(message, async (reader) => {
        const { text, result } = await work(await reader.read(path));
        answer = { result };
        return new Map(text === undefined ? [] : [[path, text]]);
      });
      if (answer === undefined) throw new Error('the change was not carried out');
      return answer.result;
    },
  };
}

/** 409 and 422: the branch moved on, or came up, since it was read. Other refusals of a write carry the same numbers, so the words count. */
function isLostRace(error: unknown): boolean {
  const status = githubStatus(error);
  if (status !== 409 && status !== 422) return false;
  return /fast forward|already exists|is at|expected|does not exist/i.test((error as Error).message);
}

async function orMissing<T>(answer: Promise<T>): Promise<T | undefined> {
  try {
    return await answer;
  } catch (error) {
    // 409: a repository without any commit.
    if (githubStatus(error) === 404 || githubStatus(error) === 409) return undefined;
    throw error;
  }
}
