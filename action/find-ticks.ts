import { UsageError } from '../src/contract/errors.ts';
import type { TriggerRecord } from '../src/contract/events.ts';
import { hashTicks } from '../src/github/plan-matrix.ts';
import {
  chooseTrigger,
  planBackfill,
  type ScheduledTrigger,
  scheduledTriggers,
  tickRecord,
} from '../src/project/backfill.ts';
import { parseInstant } from '../src/project/instant.ts';
import { dispatchField } from '../src/util/dispatch-fields.ts';
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
  const { trigger, ticks } = await planBackfill(flow, project.registry, {
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
  return job.settings.ticks.map((text) => {
    const index = dates.indexOf(text);
    const tick = ticks[index];
    if (tick === undefined)
      throw new UsageError('PLAN_DIFFERS', `${text} is no tick of ${trigger.node.id} in this backfill`);
    return tickRecord(trigger, tick);
  });
}

/** Two triggers may share a cron line: each gets an execution. */
export async function scheduledNow({ flow, project }: Job, cron: string): Promise<TriggerRecord[]> {
  const triggers = await scheduledTriggers(flow, project.registry);
  const fired: TriggerRecord[] = [];
  for (const trigger of triggers) {
    if (trigger.node.disabled) continue;
    const definition = await project.registry.load(trigger.node.type);
    if (definition.kind !== 'trigger') continue;
    const own = definition.toWorkflow(trigger.properties, trigger.node).schedule ?? [];
    if (!own.some((entry) => entry.cron === cron)) continue;
    const tick = trigger.ticks.previous(Date.now() + 1);
    if (tick !== undefined) fired.push(tickRecord(trigger, tick));
  }
  if (fired.length === 0) {
    throw new UsageError('CRON_UNKNOWN', `expected an enabled trigger with the cron "${cron}", the flow has none`, {
      hint: 'the workflow is older than the flow: run gitphony compile and commit',
    });
  }
  return fired;
}

/** One planned tick that the form asks for. */
export async function tickByHand({ flow, project, request }: Job, date: string): Promise<TriggerRecord> {
  const trigger = await chooseTrigger(flow, project.registry, request.trigger);
  return tickRecord(trigger, parseInstant(date, trigger.timezone, 'start'));
}

function instantText(tick: number): string {
  return new Date(tick).toISOString().replace('.000Z', 'Z');
}
