import { CallFailure } from '../../contract/expression.ts';
import { daysInMonth } from './civil.ts';
import { fromLocalSeconds, localSeconds } from './local.ts';
import { zonedInstant, zonedLocal, type ZonedDateTime } from './zoned.ts';

const NANOS: Readonly<Record<string, bigint>> = {
  NANOS: 1n,
  MICROS: 1000n,
  MILLIS: 1_000_000n,
  SECONDS: 1_000_000_000n,
  MINUTES: 60_000_000_000n,
  HOURS: 3_600_000_000_000n,
  HALF_DAYS: 43_200_000_000_000n,
};
const DAYS: Readonly<Record<string, number>> = { DAYS: 1, WEEKS: 7 };
const MONTHS: Readonly<Record<string, number>> = {
  MONTHS: 1,
  YEARS: 12,
  DECADES: 120,
  CENTURIES: 1200,
  MILLENNIA: 12_000,
};
const MAX_AMOUNT = 1e12;

/**
 * Moves a date, by Java's rules: hours and less on the time line, days and more on the calendar (the same time of day; the
 * last day of a shorter month).
 */
export function addToDate(date: ZonedDateTime, amount: number, unit: string): ZonedDateTime {
  if (Math.abs(amount) > MAX_AMOUNT) throw new CallFailure(`expected a smaller amount than ${amount}`);
  if (Object.hasOwn(NANOS, unit)) return addNanos(date, BigInt(amount) * (NANOS[unit] ?? 0n));
  if (Object.hasOwn(DAYS, unit)) {
    const seconds = localSeconds(date.local) + amount * (DAYS[unit] ?? 0) * 86_400;
    return zonedLocal(fromLocalSeconds(seconds, date.nano), date.zone);
  }
  if (Object.hasOwn(MONTHS, unit)) return addMonths(date, amount * (MONTHS[unit] ?? 0));
  const units = [...Object.keys(NANOS), ...Object.keys(DAYS), ...Object.keys(MONTHS)];
  throw new CallFailure(`expected a unit, but found '${unit}'`, { hint: `units are ${units.join(', ')}` });
}

function addNanos(date: ZonedDateTime, nanos: bigint): ZonedDateTime {
  const total = BigInt(date.epochSecond) * 1_000_000_000n + BigInt(date.nano) + nanos;
  const nano = ((total % 1_000_000_000n) + 1_000_000_000n) % 1_000_000_000n;
  return zonedInstant(Number((total - nano) / 1_000_000_000n), Number(nano), date.zone);
}

function addMonths(date: ZonedDateTime, months: number): ZonedDateTime {
  const { local } = date;
  const total = local.year * 12 + local.month - 1 + months;
  const year = Math.floor(total / 12);
  const month = total - year * 12 + 1;
  return zonedLocal({ ...local, year, month, day: Math.min(local.day, daysInMonth(year, month)) }, date.zone);
}
