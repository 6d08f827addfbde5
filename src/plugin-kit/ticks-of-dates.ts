import { Temporal } from 'temporal-polyfill';
import { UsageError } from '../contract/errors.ts';
import type { TickPlan } from '../contract/trigger.ts';
import { tickVariables } from './ticks.ts';

/** Given dates as planned times: sorted, each once. Fails with DATE_INVALID. */
export function dateTicks(dates: readonly string[], timezone: string): TickPlan {
  const ticks = [...new Set(dates.map((date) => instantOf(date, timezone)))].toSorted((a, b) => a - b);
  const next = (instant: number): number | undefined => ticks.find((tick) => tick > instant);
  const previous = (instant: number): number | undefined => ticks.findLast((tick) => tick < instant);
  return {
    next,
    previous,
    lastOfCron: (cron, now) => ticks.findLast((tick) => tick <= now && cronOf(tick) === cron),
    between: (start, end) => ticks.filter((tick) => tick >= start && tick <= end),
    variables: (tick) => tickVariables(tick, timezone, { next, previous }),
  };
}

/** One line of `on.schedule` for each date, in UTC. Fails with SCHEDULE_UNSUPPORTED where a date has seconds. */
export function githubDates(
  dates: readonly string[],
  timezone: string,
  triggerId: string,
): readonly { readonly cron: string }[] {
  const lines = dates.map((text) => {
    const instant = instantOf(text, timezone);
    if (instant % 60_000 !== 0) {
      throw new UsageError(
        'SCHEDULE_UNSUPPORTED',
        `the trigger "${triggerId}" (${text}): expected a whole minute, for GitHub knows no seconds in a schedule`,
        { hint: 'leave the seconds out' },
      );
    }
    return cronOf(instant);
  });
  return [...new Set(lines)].map((cron) => ({ cron }));
}

/** The minute of every year that a date is in, UTC. */
function cronOf(instant: number): string {
  const date = new Date(instant);
  return `${date.getUTCMinutes()} ${date.getUTCHours()} ${date.getUTCDate()} ${date.getUTCMonth() + 1} *`;
}

function instantOf(text: string, timezone: string): number {
  const trimmed = text.trim();
  try {
    if (/T.*(?:Z|[+-]\d\d(?::?\d\d)?)$/i.test(trimmed)) return Temporal.Instant.from(trimmed).epochMilliseconds;
    return Temporal.PlainDateTime.from(trimmed, { overflow: 'reject' }).toZonedDateTime(timezone).epochMilliseconds;
  } catch (cause) {
    if (!(cause instanceof RangeError || cause instanceof TypeError)) throw cause;
    throw new UsageError(
      'DATE_INVALID',
      `dates: expected an ISO 8601 date-time such as 2027-03-31T18:00:00 or 2027-03-31T18:00:00Z, got "${text}"`,
      { cause },
    );
  }
}
