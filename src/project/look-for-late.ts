import { type GithubRepository, openGithub } from '../github/api/client.ts';
import { isoInZone } from '../util/time-zone.ts';
import { missedTicks, ranTicks } from './missed-ticks.ts';
import type { Project } from './project.ts';
import { findScheduledFlows, readSchedules, type ScheduleOnGithub } from './schedules-on-github.ts';

/** A planned time that nothing stood for. */
export interface LateTick {
  /** ISO 8601 with the offset of the trigger's time zone. */
  readonly planned: string;
  readonly minutes: number;
}

/** How a schedule of a flow keeps its times on GitHub. */
export interface FlowLateness {
  /** `namespace.id`. */
  readonly flow: string;
  readonly trigger: string;
  /** Why it does not run at all, in words. */
  readonly problem: string | undefined;
  /** Oldest first. */
  readonly late: readonly LateTick[];
  /** The newest that a schedule started; ISO 8601 both. */
  readonly last: { readonly planned: string; readonly began: string } | undefined;
}

/** Milliseconds. */
interface Clock {
  readonly grace: number;
  readonly now: number;
}

/** Compares the schedules of a project with the runs that GitHub has. Asks for no token where nothing is scheduled. */
export async function lookForLate(project: Project, clock: Clock): Promise<readonly FlowLateness[]> {
  const found: FlowLateness[] = [];
  let github: GithubRepository | undefined;
  for (const scheduled of await findScheduledFlows(project)) {
    github ??= await openGithub({
      environment: process.env,
      directory: project.root,
      purpose: "read the runs of the flows' workflows",
      permissions: ['Actions: read'],
    });
    for (const schedule of await readSchedules(github, scheduled)) found.push(await latenessOf(schedule, clock));
  }
  return found;
}

async function latenessOf(schedule: ScheduleOnGithub, clock: Clock): Promise<FlowLateness> {
  const { name, trigger, problem, since } = schedule;
  const late = problem === undefined ? await lateTicks(schedule, since ?? clock.now, clock) : [];
  return { flow: name, trigger: trigger.node.id, problem, late, last: lastOf(schedule) };
}

async function lateTicks(
  { flow, trigger, runs }: ScheduleOnGithub,
  since: number,
  { grace, now }: Clock,
): Promise<LateTick[]> {
  const ran = ranTicks(flow.id, trigger, runs);
  // One that never ran is late from the first time after its workflow came to be.
  const known = { ...ran, last: ran.last ?? since };
  const ticks = await missedTicks(trigger, known, { until: now - grace, now, recover: 'ALL' });
  return ticks.map((tick) => ({
    planned: isoInZone(tick, trigger.timezone),
    minutes: Math.floor((now - tick) / 60_000),
  }));
}

function lastOf({ flow, trigger, runs }: ScheduleOnGithub): FlowLateness['last'] {
  for (const run of runs) {
    const { last } = ranTicks(flow.id, trigger, [run]);
    if (last === undefined) continue;
    const { timezone } = trigger;
    return { planned: isoInZone(last, timezone), began: isoInZone(run.createdAt, timezone) };
  }
  return undefined;
}
