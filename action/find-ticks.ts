import * as core from '@actions/core';
import { UsageError } from '../src/contract/errors.ts';
import type { TriggerRecord } from '../src/contract/events.ts';
import { hashTicks } from '../src/github/plan-matrix.ts';
import { chooseTrigger, planBackfill, type ScheduledTrigger, tickRecord } from '../src/project/backfill.ts';
import { parseInstant } from '../src/project/instant.ts';
import { dispatchField, skipBegun } from '../src/util/dispatch-fields.ts';
import { createEngineHost } from '../src/project/engine-host.ts';
import type { HostSource } from '../src/project/firing-ticks.ts';
import { hasRan, ranTicks } from '../src/project/missed-ticks.ts';
import { openKeys } from './open-keys.ts';
import type { Job } from './open-job.ts';

/** A backfill as the dispatch form asks for it. `dates` are the ticks as ISO 8601 instants, UTC. */
export async function findBackfill(job: Job): Promise<{
  readonly trigger: ScheduledTrigger;
  readonly ticks: readonly number[];
  readonly dates: readonly string[];
}> {
  const { flow, project, request, settings } = job;
  if (request.start === undefined) {
    throw new UsageError(
      'WINDOW_INVALID',
      `expected the first date of the backfill in ${dispatchField.start}, got nothing`,
    );
  }
  if (settings.scratch && !request.scratchAllowed) {
    throw new UsageError(
      'SCRATCH_BACKFILL',
      'the database of this job ends with it: every row of the backfill would be gone',
      {
        hint: `set ${dispatchField.scratch} to backfill all the same, or point the flow at a lasting database (docs/configuration.md)`,
      },
    );
  }
  const { trigger, ticks } = await planBackfill(flow, project.registry, hostSource(job), {
    start: request.start,
    ...(request.end === undefined ? {} : { end: request.end }),
    ...(request.trigger === undefined ? {} : { trigger: request.trigger }),
  });
  return { trigger, ticks, dates: ticks.map((tick) => instantText(tick)) };
}

/** The leg lists the ticks again from the same event, and fails unless they are what the plan job saw. */
export async function legTriggers(job: Job): Promise<TriggerRecord[]> {
  const { planCount, planHash } = job.settings;
  const now = await findBackfill(job);
  const { trigger, ticks } = now;
  // Where the form left the end open, ticks have passed since the plan job looked: they are the last ones.
  const dates = job.request.end === undefined ? now.dates.slice(0, Number(planCount)) : now.dates;
  if (planCount !== String(dates.length) || planHash !== hashTicks(dates)) {
    throw new UsageError(
      'PLAN_DIFFERS',
      `expected the ${planCount || 'missing number of'} ticks of the plan job, found ${dates.length} now`,
      {
        hint: 'the flow or its schedule changed since: start the backfill again',
      },
    );
  }
  const records: TriggerRecord[] = [];
  for (const text of job.settings.ticks) {
    const tick = ticks[dates.indexOf(text)];
    if (tick === undefined)
      throw new UsageError('PLAN_DIFFERS', `${text} is no tick of ${trigger.node.id} in this backfill`);
    records.push(await tickRecord(trigger, tick));
  }
  return records;
}

/** One planned tick that the form asks for. */
export async function tickByHand(job: Job, date: string): Promise<TriggerRecord[]> {
  const { flow, project, request } = job;
  const trigger = await chooseTrigger(flow, project.registry, hostSource(job), request.trigger);
  const tick = parseInstant(date, trigger.timezone, 'start');
  if (request.skip === skipBegun) {
    const { earlierRuns } = await import('./scheduled-now.ts');
    if (hasRan(ranTicks(flow.id, trigger, (await earlierRuns(job)).runs), tick)) {
      core.notice(`nothing to do for the trigger ${trigger.node.id}: ${date} has been run before`);
      return [];
    }
  }
  if (await trigger.firing.holds(tick)) return [await tickRecord(trigger, tick)];
  core.notice(`nothing to do for the trigger ${trigger.node.id}: its conditions do not hold at ${date}`);
  return [];
}

/** Conditions are judged with what the run itself would have: secrets, KV store, files. */
export function hostSource(job: Job): HostSource {
  const { project, stateDirectory } = job;
  return () => createEngineHost(project, { stateDirectory, kv: (namespace) => openKeys(job).store(namespace) });
}

function instantText(tick: number): string {
  return new Date(tick).toISOString().replace('.000Z', 'Z');
}
