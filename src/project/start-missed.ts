import type { GithubRepository } from '../github/api/client.ts';
import type { ClaimHolder } from '../github/claim-holder.ts';
import type { ScheduledTrigger } from './backfill.ts';
import { describeStart } from './dispatch-due.ts';
import { countCancelled, missedTicks, ranTicks } from './missed-ticks.ts';
import type { Project } from './project.ts';
import { findScheduledFlows, readSchedules, type ScheduleOnGithub } from './schedules-on-github.ts';
import { standsNow } from './stands-now.ts';
import { startTick } from './start-tick.ts';

/** How a watchdog looks. Milliseconds. */
export interface WatchOptions {
  readonly now: number;
  /** How long GitHub may be late before a planned time counts as dropped. */
  readonly grace: number;
  /** The branch whose workflows run. */
  readonly ref: string;
  /** Who claims what is started. */
  readonly holder: ClaimHolder;
}

/** What a watchdog found, in words. */
export interface WatchReport {
  /** One for each planned time that it started. */
  readonly started: readonly string[];
  /** Schedules that cannot run, and why. */
  readonly problems: readonly string[];
  /** What could not be started. */
  readonly failed: readonly string[];
}

/**
 * Starts, once, the planned times that nothing stood for, as `recoverMissedSchedules` says; also of schedules that never fired, from
 * the last change of their workflow on.
 */
export async function startMissed(
  project: Project,
  github: GithubRepository,
  options: WatchOptions,
): Promise<WatchReport> {
  const started: string[] = [];
  const problems: string[] = [];
  const failed: string[] = [];
  for (const scheduled of await findScheduledFlows(project)) {
    try {
      for (const schedule of await readSchedules(github, scheduled)) {
        const { name, trigger, problem } = schedule;
        if (problem === undefined) started.push(...(await startThose(project, github, schedule, options)));
        else problems.push(`${name} ${trigger.node.id}: ${problem}`);
      }
    } catch (error) {
      // One workflow that GitHub refuses to start must not keep the others from starting.
      const { namespace, id } = scheduled.flow;
      failed.push(`${namespace}.${id}: ${error instanceof Error ? error.message : String(error)}`);
    }
  }
  return { started, problems, failed };
}

async function startThose(
  project: Project,
  github: GithubRepository,
  { flow, name, trigger, runs, since }: ScheduleOnGithub,
  { now, grace, ref, holder }: WatchOptions,
): Promise<string[]> {
  const recover = recoveryOf(project, trigger);
  if (recover === 'NONE') return [];
  const ran = ranTicks(flow.id, trigger, runs);
  // The newest time that has passed by less than the grace is not dropped yet.
  const until = now - grace;
  if (ran.last !== undefined && ran.last >= until) return [];
  const last = ran.last ?? (await lastChange(github, name)) ?? since ?? now;
  const lines: string[] = [];
  for (const tick of await missedTicks(trigger, { ...ran, last }, { until: until + 1, now, recover })) {
    const cancelled = countCancelled(flow.id, trigger, runs, tick);
    const isStarted = () => standsNow(github, flow, trigger, tick);
    const order = { flow: name, trigger: trigger.node.id, tick, cancelled, ref, holder, isStarted };
    const answer = await startTick(github, order);
    if (answer !== 'taken') lines.push(describeStart(name, trigger, tick, answer.run));
  }
  return lines;
}

/** Which dropped times of a trigger are made up for: its own word, else the project's. */
export function recoveryOf(
  { config }: Project,
  { properties: { recoverMissedSchedules: own } }: ScheduledTrigger,
): 'ALL' | 'LAST' | 'NONE' {
  return own === 'ALL' || own === 'LAST' || own === 'NONE' ? own : config.recoverMissedSchedules;
}

/** When the workflow was changed last: before that, its cron line may have been another one. */
async function lastChange({ octokit, place }: GithubRepository, name: string): Promise<number | undefined> {
  const path = `.github/workflows/${name}.yml`;
  const { data } = await octokit.rest.repos.listCommits({ ...place, path, per_page: 1 });
  const date = data[0]?.commit.committer?.date;
  return date === undefined ? undefined : Date.parse(date);
}
