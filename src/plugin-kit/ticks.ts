import type { TickPlan } from '../contract/trigger.ts';
import { type CronOptions, parseCron } from '../util/cron.ts';
import { isoInZone } from '../util/time-zone.ts';
import { newMap, type ValueMap } from '../util/values.ts';

/** The planned times of a cron expression with Kestra's `trigger.*`: `date`, and `next` and `previous` where there are any. */
export function cronTicks(expression: string, options: CronOptions = {}): TickPlan {
  const schedule = parseCron(expression, options);
  const zone = options.timezone ?? 'UTC';
  return { ...schedule, variables: (tick) => tickVariables(tick, zone, schedule) };
}

/** `trigger.*` of one planned time among others. */
export function tickVariables(
  tick: number,
  zone: string,
  { next, previous }: Pick<TickPlan, 'next' | 'previous'>,
): ValueMap {
  const values = newMap();
  values['date'] = isoInZone(tick, zone);
  const later = next(tick);
  if (later !== undefined) values['next'] = isoInZone(later, zone);
  const earlier = previous(tick);
  if (earlier !== undefined) values['previous'] = isoInZone(earlier, zone);
  return values;
}
