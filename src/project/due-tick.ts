import { parseDuration } from '../util/duration.ts';
import { isoInZone } from '../util/time-zone.ts';
import type { ScheduledTrigger } from './backfill.ts';

/** A planned time that is to be run, or why none is, as a sentence. */
export type DueTick = { readonly tick: number } | { readonly skipped: string };

/** GitHub's schedules know no year: a date of an earlier year is not meant. */
const LONGEST_DELAY = 180 * 86_400_000;

/**
 * The planned time that a schedule of GitHub stands for: the last one of its cron line before `now` (milliseconds since
 * 1970), unless the trigger's conditions do not hold then or it is later than its `lateMaximumDelay`.
 */
export async function dueTick(trigger: ScheduledTrigger, cron: string, now: number): Promise<DueTick> {
  const { ticks, firing, properties, timezone } = trigger;
  const tick = plannedTick(trigger, cron, now);
  if (tick === undefined) return { skipped: 'none of its times has come yet' };
  const planned = isoInZone(tick, timezone);
  if (now - tick > LONGEST_DELAY && ticks.lastOfCron !== undefined) {
    return { skipped: `its date ${planned} is long past` };
  }
  const { lateMaximumDelay: delay } = properties;
  if (typeof delay === 'string' && now - tick > parseDuration(delay)) {
    return { skipped: `it is later than ${delay} (lateMaximumDelay) after the planned time ${planned}` };
  }
  return (await firing.holds(tick)) ? { tick } : { skipped: `its conditions do not hold at ${planned}` };
}

/** The planned time that a schedule of GitHub stands for; undefined where none has come yet. */
export function plannedTick({ ticks }: ScheduledTrigger, cron: string, now: number): number | undefined {
  return ticks.lastOfCron === undefined ? ticks.previous(now + 1) : ticks.lastOfCron(cron, now);
}
