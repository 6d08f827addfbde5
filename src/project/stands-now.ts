import type { Flow } from '../contract/flow.ts';
import type { GithubRepository } from '../github/api/client.ts';
import { listRuns } from '../github/past-runs.ts';
import type { ScheduledTrigger } from './backfill.ts';
import { hasRan, ranTicks } from './missed-ticks.ts';

/** Whether a run stands for a planned time, as GitHub lists the workflow's runs at this moment. */
export async function standsNow(
  github: GithubRepository,
  flow: Flow,
  trigger: ScheduledTrigger,
  tick: number,
): Promise<boolean> {
  const runs = await listRuns(github, `${flow.namespace}.${flow.id}.yml`);
  return hasRan(ranTicks(flow.id, trigger, runs), tick);
}
