import type { Value } from '../../util/values.ts';
import { describeValue } from '../plain.ts';
import { InputError } from './input-error.ts';
import { toText } from './scalars.ts';

/** A date, `2024-03-01`. */
export function toDate(value: Value): string {
  const text = toText(value, 'a date');
  const match = /^(\d{4})-(\d\d)-(\d\d)$/.exec(text);
  if (match === null || !isDay(Number(match[1]), Number(match[2]), Number(match[3]))) {
    const behind = /^\d{4}-\d\d-\d\d[T ]/.test(text) ? 'delete the time of day' : undefined;
    throw new InputError('bad-date', `expected a date such as 2024-01-31, got ${describeValue(text)}`, behind);
  }
  return text;
}

/** A time of day, `10:15:30.5`: seconds always, a fraction without trailing zeros. */
export function toTime(value: Value): string {
  const text = toText(value, 'a time of day');
  const match = /^([01]\d|2[0-3]):([0-5]\d)(?::([0-5]\d)(?:\.(\d{1,9}))?)?$/.exec(text);
  if (match === null)
    throw new InputError('bad-time', `expected a time of day such as 09:30 or 09:30:15, got ${describeValue(text)}`);
  const [, hours = '', minutes = '', seconds = '00', fraction = ''] = match;
  const trimmed = fraction.replace(/0+$/, '');
  return `${hours}:${minutes}:${seconds}${trimmed === '' ? '' : `.${trimmed}`}`;
}

/** An instant in UTC with microseconds, `2024-03-01T08:20:30.000000Z`, from a date and time with offset. */
export function toDateTime(value: Value): string {
  const text = toText(value, 'a date with time');
  const match = /^(\d{4})-(\d\d)-(\d\d)T([01]\d|2[0-3]):([0-5]\d):([0-5]\d)(?:\.(\d{1,9}))?(Z|[+-]\d\d:?\d\d)$/.exec(
    text,
  );
  const [, year = '', month = '', day = '', hours = '', minutes = '', seconds = '', fraction = '', offset = ''] =
    match ?? [];
  if (match === null || !isDay(Number(year), Number(month), Number(day))) {
    const local = /^\d{4}-\d\d-\d\d(?:[T ]\d\d:\d\d(?::\d\d(?:\.\d+)?)?)?$/.test(text);
    const hint = local ? 'write date, T, time with seconds and the offset: 2024-01-31T09:00:00Z' : undefined;
    throw new InputError(
      'bad-date-time',
      `expected a date with time and offset such as 2024-01-31T09:00:00Z, got ${describeValue(text)}`,
      hint,
    );
  }
  const zone = offset === 'Z' ? 'Z' : `${offset.slice(0, 3)}:${offset.slice(-2)}`;
  const instant = Date.parse(`${year}-${month}-${day}T${hours}:${minutes}:${seconds}${zone}`);
  if (Number.isNaN(instant))
    throw new InputError('bad-date-time', `expected an offset of at most 24 hours, got ${describeValue(text)}`);
  return `${new Date(instant).toISOString().slice(0, 19)}.${fraction.slice(0, 6).padEnd(6, '0')}Z`;
}

function isDay(year: number, month: number, day: number): boolean {
  const date = new Date(Date.UTC(2000, month - 1, day));
  date.setUTCFullYear(year, month - 1, day);
  return month >= 1 && month <= 12 && date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
}
