import { access } from 'node:fs/promises';
import { join } from 'node:path';
import { TaskError } from '../../contract/errors.ts';
import type { CloneProperties } from './clone-properties.ts';
import { configure } from './repository-settings.ts';
import type { RunGit } from './run-git.ts';

/**
 * Brings a repository into a folder and checks out what is asked for; answers the commit. A folder that holds the repository
 * already (a WorkingDirectory, another attempt) is brought up to date. Not by `git clone`: that wants an empty folder.
 */
export async function checkOut(git: RunGit, path: string, url: string, properties: CloneProperties): Promise<string> {
  const existed = await isRepository(path);
  await git('make the repository', 'init', '--quiet');
  await git('set its address', 'config', 'remote.origin.url', url);
  await git('set its branches', 'config', 'remote.origin.fetch', '+refs/heads/*:refs/remotes/origin/*');
  await configure(git, properties);
  const target = await fetchTarget(git, url, properties);
  // Files of others are not written over; those of an earlier attempt are.
  await git(`check out ${target.name}`, 'checkout', '--quiet', ...(existed ? ['--force'] : []), ...target.checkout);
  return git('read the commit', 'rev-parse', 'HEAD');
}

/** Fetches what is asked for. A `branch` may also be a tag, as for `git clone --branch`; that shows when there is no such branch. */
async function fetchTarget(git: RunGit, url: string, properties: CloneProperties): Promise<Target> {
  const target = await targetOf(git, url, properties);
  const fetch = (refs: readonly string[]) =>
    git(`fetch ${url}`, 'fetch', '--quiet', '--force', ...target.fetch, 'origin', ...refs);
  try {
    await fetch(target.refs);
    return target;
  } catch (error) {
    const { branch, commit, tag } = properties;
    const isMissing = error instanceof TaskError && error.code === 'GIT_REF_NOT_FOUND';
    if (!isMissing || branch === undefined || commit !== undefined || tag !== undefined) throw error;
    const ref = branch.startsWith('refs/') ? branch : `refs/tags/${branch}`;
    await fetch([`+${ref}:${ref}`]).catch(() => {
      throw error;
    });
    return { ...target, name: `tag ${branch}`, checkout: ['--detach', ref] };
  }
}

interface Target {
  readonly name: string;
  readonly fetch: readonly string[];
  readonly refs: readonly string[];
  readonly checkout: readonly string[];
}

const ALL_BRANCHES = '+refs/heads/*:refs/remotes/origin/*';

async function targetOf(git: RunGit, url: string, properties: CloneProperties): Promise<Target> {
  const { commit, tag, depth = 1, noTags = false, cloneAllBranches = true } = properties;
  const tags = noTags ? ['--no-tags'] : ['--tags'];
  if (commit !== undefined) {
    if (!/^[0-9a-f]{4,64}$/i.test(commit)) throw badCommit(commit);
    return {
      name: commit,
      fetch: [...tags, ...(await unshallow(git))],
      refs: [ALL_BRANCHES],
      checkout: ['--detach', commit],
    };
  }
  if (tag !== undefined) {
    const refs = [`+refs/tags/${tag}:refs/tags/${tag}`, ...(cloneAllBranches ? [ALL_BRANCHES] : [])];
    const fetch = [...tags, ...(await unshallow(git))];
    return { name: `tag ${tag}`, fetch, refs, checkout: ['--detach', `refs/tags/${tag}`] };
  }
  const branch = properties.branch?.replace(/^refs\/heads\//, '') ?? (await defaultBranch(git, url));
  const own = `+refs/heads/${branch}:refs/remotes/origin/${branch}`;
  return {
    name: `branch ${branch}`,
    fetch: [`--depth=${depth}`, ...(noTags ? ['--no-tags'] : [])],
    refs: [own, ...(cloneAllBranches ? [ALL_BRANCHES] : [])],
    checkout: ['-B', branch, `refs/remotes/origin/${branch}`],
  };
}

/** The rest of the history, where an earlier clone left it out. */
async function unshallow(git: RunGit): Promise<string[]> {
  const shallow = await git('look at the history', 'rev-parse', '--is-shallow-repository');
  return shallow === 'true' ? ['--unshallow'] : [];
}

async function defaultBranch(git: RunGit, url: string): Promise<string> {
  const answer = await git(`ask ${url} for its default branch`, 'ls-remote', '--symref', 'origin', 'HEAD');
  const branch = /^ref: refs\/heads\/(\S+)\tHEAD$/m.exec(answer)?.[1];
  if (branch !== undefined) return branch;
  throw new TaskError('GIT_REF_NOT_FOUND', `${url} names no default branch: it may be empty`, {
    hint: 'set `branch`',
    retryable: false,
  });
}

function badCommit(commit: string): TaskError {
  return new TaskError('GIT_REF_NOT_FOUND', `\`commit\` should be a SHA or its first digits, but is "${commit}"`, {
    hint: 'use `tag` or `branch` for a name',
    retryable: false,
  });
}

async function isRepository(path: string): Promise<boolean> {
  return access(join(path, '.git')).then(
    () => true,
    () => false,
  );
}
