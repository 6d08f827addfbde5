import { Temporal } from 'temporal-polyfill';
import { UsageError } from '../contract/errors.ts';

const shapes = 'a date (2019-01-31), a local time (2019-01-31T09:00) or an instant (2019-01-31T09:00:00Z)';

/**
 * Milliseconds since 1970 of an ISO 8601 text. Without an offset it is local to `timezone`; a date alone is the first
 * (`edge: 'start'`) or the last millisecond (`'end'`) of that day. Fails with DATE_INVALID.
 */
export function parseInstant(text: string, timezone: string, edge: 'start' | 'end'): number {
  const trimmed = text.trim();
  try {
    if (/^\d{4}-\d\d-\d\d$/.test(trimmed)) {
      const day = Temporal.PlainDate.from(trimmed, { overflow: 'reject' });
      const first = (date: Temporal.PlainDate): number => date.toZonedDateTime(timezone).epochMilliseconds;
      return edge === 'start' ? first(day) : first(day.add({ days: 1 })) - 1;
    }
    if (/(Z|[+-]\d\d:?\d\d)$/i.test(trimmed)) return Temporal.Instant.from(trimmed).epochMilliseconds;
    return Temporal.PlainDateTime.from(trimmed, { overflow: 'reject' }).toZonedDateTime(timezone).epochMilliseconds;
  } catch (cause) {
    throw new UsageError('DATE_INVALID', `expected ${shapes}, got "${text}"`, { cause });
  }
}
