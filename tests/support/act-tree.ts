import { cp, readdir, readFile, writeFile } from 'node:fs/promises';
import { basename, join, relative, sep } from 'node:path';
import { execa } from 'execa';

export interface ActTreeOptions {
  /** The tree to copy. */
  readonly source: string;
  /** An existing, empty folder. */
  readonly target: string;
  /** Further folders: path in the tree → absolute source. */
  readonly copies: Readonly<Record<string, string>>;
  /** `owner/name`: act reads the repository's name from the remote's address. */
  readonly repository: string;
  readonly branch: string;
  /** The tree of the commit before; undefined: there is none. */
  readonly base?: string | undefined;
}

/** Never part of a checkout on GitHub, and large. */
const leftOut = new Set(['.git', 'node_modules', '.tools', '.gitphony']);

/**
 * Lays out a tree as a runner's checkout would: a git repository with one commit (with `base`: a second one before it), whose remote is GitHub.
 * `queue: max` is taken out of the workflows: act refuses the key, GitHub needs it.
 */
export async function makeActTree(options: ActTreeOptions): Promise<void> {
  const { source, target, copies, repository, branch, base } = options;
  const git = await initRepository(target, repository, branch);
  if (base !== undefined) {
    await copyTree(base, target);
    await commitAll(git);
    await git('rm', '-r', '--quiet', '.');
  }
  await copyTree(source, target);
  for (const [path, folder] of Object.entries(copies)) await copyTree(folder, join(target, path));
  await removeQueueKeys(join(target, '.github', 'workflows'));
  await commitAll(git);
}

type Git = (...args: string[]) => Promise<unknown>;

function copyTree(source: string, target: string): Promise<void> {
  const keep = (path: string): boolean =>
    !relative(source, path)
      .split(sep)
      .some((part) => leftOut.has(part));
  return cp(source, target, { recursive: true, filter: keep, verbatimSymlinks: true });
}

async function removeQueueKeys(folder: string): Promise<void> {
  const files = (await readdir(folder)).filter((name) => /\.ya?ml$/.test(basename(name)));
  for (const file of files) {
    const text = await readFile(join(folder, file), 'utf8');
    await writeFile(join(folder, file), text.replaceAll(/^[ \t]+queue: max[ \t]*(#.*)?\r?\n/gm, ''));
  }
}

async function initRepository(cwd: string, repository: string, branch: string): Promise<Git> {
  const identity = { GIT_AUTHOR_NAME: 'test', GIT_AUTHOR_EMAIL: 'test@example.invalid' };
  const env = {
    ...identity,
    GIT_COMMITTER_NAME: identity.GIT_AUTHOR_NAME,
    GIT_COMMITTER_EMAIL: identity.GIT_AUTHOR_EMAIL,
    GIT_CONFIG_GLOBAL: '/dev/null',
    GIT_CONFIG_SYSTEM: '/dev/null',
  };
  const git: Git = (...args) => execa('git', args, { cwd, env });
  await git('init', '--quiet', '--initial-branch', branch);
  await git('remote', 'add', 'origin', `https://github.com/${repository}`);
  return git;
}

async function commitAll(git: Git): Promise<void> {
  await git('add', '--all');
  await git('commit', '--quiet', '--allow-empty', '--message', 'tree under test');
}
