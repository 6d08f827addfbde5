import { setTimeout as sleep } from 'node:timers/promises';
import type { GithubRepository } from './api/client.ts';
import { GithubError, githubStatus } from './api/explain-failure.ts';
import { type DispatchOrder, dispatchWorkflow, hasRun } from './dispatch-workflow.ts';

/** A dispatch whose answer was lost is looked for among the runs before it is given again. */
const MOST_TRIES = 4;
/** Milliseconds. GitHub lists a new run after a moment. */
const PAUSE = 1500;

/** A run can be started again for 30 days (GitHub's "Re-running workflows and jobs"); in milliseconds, with some room. */
const LONGEST_RUN = 35 * 86_400_000;

/**
 * Starts a workflow once: its run is known by the end of its title. `mayBeStarted`: it is looked for before the first try too.
 * Answers what came of it, in words.
 */
export async function dispatchOnce(
  github: GithubRepository,
  order: DispatchOrder,
  { title, mayBeStarted }: { readonly title: string; readonly mayBeStarted: boolean },
): Promise<string> {
  const since = new Date(Date.now() - LONGEST_RUN).toISOString();
  const isStarted = (): Promise<boolean> => hasRun(github, order.workflow, title, since);
  if (mayBeStarted && (await isStarted())) return 'was started before';
  for (let tried = 1; ; tried += 1) {
    try {
      const started = await dispatchWorkflow(github, order);
      return started === undefined ? 'is started' : `is started (run ${started})`;
    } catch (error) {
      const status = githubStatus(error);
      const isUnclear = error instanceof GithubError && (status === undefined || status >= 500);
      if (!isUnclear || tried === MOST_TRIES) throw error;
      await sleep(PAUSE * tried);
      if (await isStarted()) return 'is started';
    }
  }
}
