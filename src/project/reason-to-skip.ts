import { parseDuration } from '../util/duration.ts';
import { isoInZone } from '../util/time-zone.ts';
import type { ScheduledTrigger } from './backfill.ts';

/** GitHub's schedules know no year: a date of an earlier year is not meant. */
const LONGEST_DELAY = 180 * 86_400_000;

/**
 * Why a schedule that comes due at `now` (milliseconds since 1970) starts nothing, as a sentence; undefined where it starts
 * the planned time before. `lateMaximumDelay` counts from that time.
 */
export async function reasonToSkip(trigger: ScheduledTrigger, now: number): Promise<string | undefined> {
  const { ticks, firing, properties, timezone } = trigger;
  const tick = ticks.previous(now + 1);
  if (tick === undefined) return 'none of its times has come yet';
  const planned = isoInZone(tick, timezone);
  if (now - tick > LONGEST_DELAY) return `its last time, ${planned}, is long past`;
  const { lateMaximumDelay: delay } = properties;
  if (typeof delay === 'string' && now - tick > parseDuration(delay)) {
    return `it is later than ${delay} (lateMaximumDelay) after the planned time ${planned}`;
  }
  return (await firing.holds(tick)) ? undefined : `its conditions do not hold at ${planned}`;
}
