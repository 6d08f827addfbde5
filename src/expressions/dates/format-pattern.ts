import { CallFailure } from '../../contract/expression.ts';
import { dayOfWeek, dayOfYear, toEpochDay } from './civil.ts';
import { localDayOfWeek, quarter, weekOfMonth, weekOfYear, weekRuleOf } from './fields.ts';
import { eraName, halfDayName, monthName, weekdayName, zoneName } from './names.ts';
import { formatOffset } from './offset-letters.ts';
import { parsePattern, type PatternPart } from './pattern.ts';
import type { ZonedDateTime } from './zoned.ts';

/** Of 1970-01-01. */
const MODIFIED_JULIAN_DAY = 40_587;

/** Prints a date by a pattern of Java's DateTimeFormatter. `locale`: a BCP 47 tag. */
export function formatPattern(date: ZonedDateTime, pattern: string, locale: string): string {
  return formatParts(date, parsePattern(pattern), locale);
}

function formatParts(date: ZonedDateTime, parts: readonly PatternPart[], locale: string): string {
  let text = '';
  for (const part of parts) {
    if (part.kind === 'literal') text += part.text;
    else
      text +=
        part.kind === 'optional'
          ? formatParts(date, part.parts, locale)
          : formatField(date, part.letter, part.count, locale);
  }
  return text;
}

function digits(value: number, count: number): string {
  const text = String(Math.abs(value)).padStart(count, '0');
  return value < 0 ? `-${text}` : text;
}

/** Years: two letters are the last two digits, four and more the full year with at least so many. */
function year(value: number, count: number): string {
  if (count === 2) return digits(((value % 100) + 100) % 100, 2);
  return `${count >= 4 && value > 9999 ? '+' : ''}${digits(value, count)}`;
}

/** Numbers for one or two letters, names for more. */
function numberOrName(value: number, count: number, name: () => string): string {
  return count <= 2 ? digits(value, count) : name();
}

function formatField(date: ZonedDateTime, letter: string, count: number, locale: string): string {
  const { local } = date;
  const secondOfDay = local.hour * 3600 + local.minute * 60 + local.second;
  switch (letter) {
    case 'G':
      return eraName(local, count, locale);
    case 'u':
      return year(local.year, count);
    case 'y':
      return year(local.year > 0 ? local.year : 1 - local.year, count);
    case 'Y':
      return year(weekOfYear(local, weekRuleOf(locale)).year, count);
    case 'M':
    case 'L':
      return numberOrName(local.month, count, () => monthName(local.month, count, letter === 'L', locale));
    case 'd':
      return digits(local.day, count);
    case 'D':
      return digits(dayOfYear(local), count);
    case 'Q':
    case 'q':
      return quarterText(quarter(local), count);
    case 'w':
      return digits(weekOfYear(local, weekRuleOf(locale)).week, count);
    case 'W':
      return digits(weekOfMonth(local, weekRuleOf(locale)), count);
    case 'F':
      return digits(Math.floor((local.day - 1) / 7) + 1, count);
    case 'g':
      return digits(toEpochDay(local.year, local.month, local.day) + MODIFIED_JULIAN_DAY, count);
    case 'E':
      return weekdayName(weekday(date), Math.max(3, count), locale);
    case 'e':
    case 'c':
      return numberOrName(localDayOfWeek(local, weekRuleOf(locale)), count, () =>
        weekdayName(weekday(date), count, locale),
      );
    case 'a':
    case 'B':
      return halfDayName(local.hour, locale);
    case 'H':
      return digits(local.hour, count);
    case 'h':
      return digits(((local.hour + 11) % 12) + 1, count);
    case 'K':
      return digits(local.hour % 12, count);
    case 'k':
      return digits(local.hour === 0 ? 24 : local.hour, count);
    case 'm':
      return digits(local.minute, count);
    case 's':
      return digits(local.second, count);
    case 'S':
      return String(local.nano).padStart(9, '0').slice(0, count).padEnd(count, '0');
    case 'n':
      return digits(local.nano, count);
    case 'A':
      return digits(secondOfDay * 1000 + Math.floor(local.nano / 1_000_000), count);
    case 'N':
      return (BigInt(secondOfDay) * 1_000_000_000n + BigInt(local.nano)).toString().padStart(count, '0');
    case 'V':
      return date.zone.id;
    case 'v':
    case 'z':
      return zoneName(date, count, locale);
    case 'O':
    case 'X':
    case 'x':
    case 'Z':
      return formatOffset(date.offset, letter, count);
    default:
      throw new CallFailure(`the pattern letter '${letter}' is not supported`);
  }
}

function weekday(date: ZonedDateTime): number {
  return dayOfWeek(toEpochDay(date.local.year, date.local.month, date.local.day));
}

function quarterText(value: number, count: number): string {
  if (count <= 2) return digits(value, count);
  if (count === 3) return `Q${value}`;
  return count === 4 ? `${value}${['st', 'nd', 'rd', 'th'][value - 1] ?? 'th'} quarter` : String(value);
}
