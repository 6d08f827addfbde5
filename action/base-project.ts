import { mkdir, mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { CONFIG_FILE } from '../src/project/flow-files.ts';
import { openProject, type Project } from '../src/project/project.ts';
import { findProjectRoot } from '../src/project/project-root.ts';
import { askGit, askProgram } from '../src/util/ask-program.ts';
import type { Environment } from './open-job.ts';

/** What a pull request or push is held against: a pull request is checked out as its merge, whose first parent is the base. */
export const BASE = 'HEAD^1';

/**
 * The project as it is at the base, laid out in a folder of its own; undefined where the checkout does not have that commit (the first
 * one, or a checkout of depth 1). Only flows and settings are laid out.
 */
export async function openBaseProject({ repository }: Project, environment: Environment): Promise<Project | undefined> {
  const commit = await askGit(repository, ['rev-parse', '--verify', '--quiet', `${BASE}^{commit}`]);
  if (!('output' in commit)) return undefined;
  const folder = await mkdtemp(join(environment['RUNNER_TEMP'] ?? tmpdir(), 'gitphony-base-'));
  const config = await askGit(repository, ['show', `${BASE}:${CONFIG_FILE}`]);
  if ('output' in config) await writeFile(join(folder, CONFIG_FILE), config.output);
  const root = findProjectRoot(folder);
  await mkdir(root, { recursive: true });
  const prefix = relative(folder, root).replaceAll('\\', '/');
  for (const name of ['flows', 'subflows'])
    await layOut(repository, folder, prefix === '' ? name : `${prefix}/${name}`);
  return openProject(folder);
}

/** One folder of the commit by an index of its own: neither the checkout nor its index changes. */
async function layOut(repository: string, folder: string, path: string): Promise<void> {
  const index = { GIT_INDEX_FILE: join(folder, `.index-${path.replaceAll('/', '-')}`) };
  const run = (args: readonly string[]): ReturnType<typeof askProgram> =>
    askProgram('git', args, { directory: repository, environment: index, timeout: 60_000 });
  const read = await run(['read-tree', `--prefix=${path}/`, `${BASE}:${path}`]);
  if (!('output' in read)) return;
  const written = await run(['checkout-index', '--all', `--prefix=${folder}/`]);
  if ('failure' in written) throw new Error(`git checkout-index of ${BASE}: ${written.failure}`);
}
