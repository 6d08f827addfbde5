import { Temporal } from 'temporal-polyfill';
import { GitphonyError } from '../contract/errors.ts';
import { Type } from '../contract/schema.ts';

/** A moment as a text says it: the calendar day and the time of day in the text's own offset. */
export interface JudgedMoment {
  readonly local: Temporal.PlainDateTime;
  /** Milliseconds since 1970; a text without an offset is taken as UTC, a date alone as its midnight. */
  readonly instant: number;
}

/** The property `date` of conditions on dates. */
export const dateProperty = Type.Optional(
  Type.String({
    description:
      'The moment to judge: an ISO 8601 date or date-time, usually a template. Its day and time count in its own offset. Default: `{{ trigger.date }}`, the planned time in the time zone of the trigger.',
  }),
);

/** Reads an ISO 8601 date or date-time. Fails with CONDITION_DATE. */
export function readMoment(text: string, property = 'date'): JudgedMoment {
  const trimmed = text.trim();
  // Java prints a zone behind the offset: 2024-01-01T00:00+01:00[Europe/Paris].
  const plain = trimmed.replace(/\[[^\]]*\]$/, '');
  try {
    const local = Temporal.PlainDateTime.from(plain.replace(/Z$/i, ''), { overflow: 'reject' });
    const hasOffset = /(?:Z|[+-]\d\d(?::?\d\d)?)$/i.test(plain) && plain.includes('T');
    const instant = hasOffset
      ? Temporal.Instant.from(plain).epochMilliseconds
      : local.toZonedDateTime('UTC').epochMilliseconds;
    return { local, instant };
  } catch (cause) {
    if (!(cause instanceof RangeError || cause instanceof TypeError)) throw cause;
    throw new GitphonyError(
      'CONDITION_DATE',
      `${property}: expected an ISO 8601 date or date-time such as 2024-01-31T09:00:00Z, got "${text}"`,
      { cause },
    );
  }
}
