import type { Flow } from '../contract/flow.ts';
import type { GithubRepository } from '../github/api/client.ts';
import type { ClaimHolder } from '../github/claim-holder.ts';
import { listRuns } from '../github/past-runs.ts';
import { isoInZone } from '../util/time-zone.ts';
import type { ScheduledTrigger } from './backfill.ts';
import { countCancelled, hasRan, ranTicks } from './missed-ticks.ts';
import type { Project } from './project.ts';
import { findScheduledFlows } from './schedules-on-github.ts';
import { standsNow } from './stands-now.ts';
import { startTick } from './start-tick.ts';

/** What one look at the clock did. */
export interface ClockLook {
  /** In words, one a start or a failure. */
  readonly lines: readonly string[];
  readonly failed: boolean;
  /** When the next planned time comes, milliseconds since 1970; undefined where none does. */
  readonly next: number | undefined;
}

/** How a look is made. Milliseconds. */
export interface LookOptions {
  readonly ref: string;
  readonly now: number;
  /** How far back it looks for planned times that nobody has started: those that passed while no clock ran. */
  readonly lookBack: number;
  /** Who claims what is started. */
  readonly holder: ClaimHolder;
}

/** Starts, once, everything that is due: of several clocks that look at the same time, one starts each. */
export async function dispatchDue(
  project: Project,
  github: GithubRepository,
  options: LookOptions,
): Promise<ClockLook> {
  const lines: string[] = [];
  let failed = false;
  let next: number | undefined;
  for (const { flow, triggers } of await findScheduledFlows(project)) {
    for (const trigger of triggers) {
      const coming = trigger.ticks.next(options.now);
      if (coming !== undefined && (next === undefined || coming < next)) next = coming;
      try {
        lines.push(...(await startDue(github, flow, trigger, options)));
      } catch (error) {
        failed = true;
        const reason = error instanceof Error ? error.message : String(error);
        lines.push(`${flow.namespace}.${flow.id} ${trigger.node.id}: ${reason}`);
      }
    }
  }
  return { lines, failed, next };
}

async function startDue(
  github: GithubRepository,
  flow: Flow,
  trigger: ScheduledTrigger,
  { ref, now, lookBack, holder }: LookOptions,
): Promise<string[]> {
  const due: number[] = [];
  for await (const tick of trigger.firing.between(now - lookBack, now)) due.push(tick);
  if (due.length === 0) return [];
  const name = `${flow.namespace}.${flow.id}`;
  const runs = await listRuns(github, `${name}.yml`);
  const ran = ranTicks(flow.id, trigger, runs);
  const lines: string[] = [];
  for (const tick of due.filter((each) => !hasRan(ran, each))) {
    const cancelled = countCancelled(flow.id, trigger, runs, tick);
    const isStarted = () => standsNow(github, flow, trigger, tick);
    const order = { flow: name, trigger: trigger.node.id, tick, cancelled, ref, holder, isStarted };
    const started = await startTick(github, order);
    if (started !== 'taken') lines.push(describeStart(name, trigger, tick, started.run));
  }
  return lines;
}

/** What was started, in words. */
export function describeStart(
  flow: string,
  { node, timezone }: ScheduledTrigger,
  tick: number,
  run: number | undefined,
): string {
  return `${flow} ${node.id} ${isoInZone(tick, timezone)} started${run === undefined ? '' : ` (run ${run})`}`;
}
