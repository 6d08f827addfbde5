import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Flow } from '../contract/flow.ts';
import { askGit } from '../util/ask-program.ts';

/**
 * The revision of a flow: how many commits of the repository changed its file, one more where the file differs from the
 * last of them. Without a history that says so (no repository, no git) it is 1; a shallow clone, as a GitHub runner has it
 * by default, does not know: there it is the beginning of the file's SHA-256.
 */
export async function flowRevision(root: string, flow: Pick<Flow, 'file' | 'sourceHash'>): Promise<number | string> {
  if (!isInRepository(root)) return 1;
  const [shallow, commits, changes] = await Promise.all([
    askGit(root, ['rev-parse', '--is-shallow-repository']),
    askGit(root, ['rev-list', '--count', 'HEAD', '--', flow.file]),
    askGit(root, ['status', '--porcelain', '--untracked-files=all', '--', flow.file]),
  ]);
  if (!('output' in shallow)) return 1;
  if (shallow.output.trim() !== 'false') return flow.sourceHash.slice(0, 8);
  const count = 'output' in commits ? Number(commits.output) : 0;
  const changed = 'output' in changes && changes.output.trim() !== '';
  return Math.max(1, count + (changed ? 1 : 0));
}

/** Looked up in the file system: starting git only to hear that there is no repository costs more than a whole task. */
function isInRepository(folder: string): boolean {
  if (process.env['GIT_DIR'] !== undefined || existsSync(join(folder, '.git'))) return true;
  const parent = dirname(folder);
  return parent !== folder && isInRepository(parent);
}
