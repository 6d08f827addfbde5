import type { GithubSupport } from '../../../contract/task.ts';

/** Why a task that changes namespace files cannot run on GitHub: they are files of the repository. */
export const needsCommit: GithubSupport = {
  supported: false,
  reason:
    'namespace files are files of the repository there, and what a run changes in its checkout is lost with the runner',
};
