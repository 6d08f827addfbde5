import type { GithubSupport } from '../../../contract/task.ts';

/** Why a task that writes keys cannot run on GitHub yet. Source: GitHub's REST reference, "Variables": no `permissions:` key grants it. */
export const writesKeys: GithubSupport = {
  supported: false,
  reason: 'keys live in repository variables there, and the token of a workflow run cannot write these',
};
