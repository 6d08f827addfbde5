import type { TickPlan } from '../contract/trigger.ts';
import { type CronOptions, parseCron } from '../util/cron.ts';
import { isoInZone } from '../util/time-zone.ts';
import { newMap, type ValueMap } from '../util/values.ts';

/** The planned times of a cron expression with Kestra's `trigger.*`: `date`, and `next` and `previous` where there are any. */
export function cronTicks(expression: string, options: CronOptions = {}): TickPlan {
  const schedule = parseCron(expression, options);
  const zone = options.timezone ?? 'UTC';
  const variables = (tick: number): ValueMap => {
    const values = newMap();
    values['date'] = isoInZone(tick, zone);
    const next = schedule.next(tick);
    if (next !== undefined) values['next'] = isoInZone(next, zone);
    const previous = schedule.previous(tick);
    if (previous !== undefined) values['previous'] = isoInZone(previous, zone);
    return values;
  };
  return { ...schedule, variables };
}
