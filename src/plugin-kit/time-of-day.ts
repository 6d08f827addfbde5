import { Temporal } from 'temporal-polyfill';
import { GitphonyError } from '../contract/errors.ts';
import type { JudgedMoment } from './condition-date.ts';

interface TimeOfDay {
  readonly time: Temporal.PlainTime;
  /** Minutes east of UTC; undefined: the judged moment's own. */
  readonly offset: number | undefined;
}

/** Where a moment's time of day lies to a limit, in the limit's offset if it has one: -1 before, 0 at, 1 after. */
export function comparedTo(moment: JudgedMoment, limit: string, property: string): number {
  const { time, offset } = readTime(limit, property);
  return Temporal.PlainTime.compare(timeAt(moment, offset), time);
}

/** Whether the time after one limit and before the other goes over midnight. */
export function goesOverMidnight(after: string, before: string): boolean {
  const first = readTime(after, 'after');
  const last = readTime(before, 'before');
  const shift = (first.offset ?? 0) - (last.offset ?? 0);
  const same =
    first.offset !== undefined && last.offset !== undefined ? first.time.add({ minutes: -shift }) : first.time;
  return Temporal.PlainTime.compare(same, last.time) > 0;
}

function timeAt(moment: JudgedMoment, offset: number | undefined): Temporal.PlainTime {
  if (offset === undefined) return moment.local.toPlainTime();
  return Temporal.Instant.fromEpochMilliseconds(moment.instant + offset * 60_000)
    .toZonedDateTimeISO('UTC')
    .toPlainTime();
}

function readTime(text: string, property: string): TimeOfDay {
  const match = /^(\d{1,2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?)(Z|[+-]\d{2}(?::?\d{2})?)?$/i.exec(text.trim());
  const [, clock = '', zone] = match ?? [];
  try {
    if (match === null) throw new RangeError('no time of day');
    const time = Temporal.PlainTime.from(clock.replace(/^\d:/, '0$&'), { overflow: 'reject' });
    return { time, offset: zone === undefined ? undefined : minutesOf(zone) };
  } catch (cause) {
    if (!(cause instanceof RangeError)) throw cause;
    throw new GitphonyError(
      'CONDITION_TIME',
      `${property}: expected a time of day such as 16:30 or 16:30:00+02:00, got "${text}"`,
      { cause },
    );
  }
}

function minutesOf(zone: string): number {
  const [, sign, hours = '0', minutes = '0'] = /^([+-])(\d{2}):?(\d{2})?$/.exec(zone) ?? [];
  const magnitude = Number(hours) * 60 + Number(minutes);
  return sign === '-' ? -magnitude : magnitude;
}

/** A time of day as `HH:MM:SS`, an offset left out: it is one of the trigger's time zone. Fails with CONDITION_TIME. */
export function localTime(text: string, property: string): string {
  return readTime(text, property).time.toString();
}
