import type { GithubSupport } from '../../../contract/task.ts';

/** Why a task that looks at other executions cannot run on GitHub: each runner has only its own. */
export const oneMachine: GithubSupport = {
  supported: false,
  reason: 'a runner holds only its own execution; the others are artifacts of other runs',
};
