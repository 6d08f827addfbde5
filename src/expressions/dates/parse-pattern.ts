import { CallFailure } from '../../contract/expression.ts';
import { daysInMonth, fromEpochDay, toEpochDay } from './civil.ts';
import type { LocalDateTime } from './local.ts';
import { monthName, weekdayName } from './names.ts';
import { parsePattern, type PatternPart } from './pattern.ts';
import { isValid } from './parse-iso.ts';
import { findZone, parseOffset, zoneOfOffset, type Zone } from './zone.ts';
import { zonedInstant, zonedLocal, type ZonedDateTime } from './zoned.ts';

interface Reader {
  readonly regex: RegExp;
  readonly letters: readonly string[];
}

const readers = new Map<string, Reader>();
const NUMERIC = 'uyYMLdDHhKkmsSnN';
const OFFSETS = 'OXxZ';

/** Reads a date by a pattern of Java's DateTimeFormatter; what the pattern lacks is the start of the day, and the given zone. */
export function readByPattern(text: string, pattern: string, zone: Zone): ZonedDateTime {
  const reader = readers.get(pattern) ?? buildReader(pattern);
  if (readers.size < 200) readers.set(pattern, reader);
  const found = reader.regex.exec(text);
  if (found === null) throw new CallFailure(`expected a date like '${pattern}', but found '${text}'`);
  const fields = new Map<string, string>();
  for (const [index, letter] of reader.letters.entries()) {
    const value = found[index + 1];
    if (value !== undefined) fields.set(letter, value);
  }
  if (!holdsDate(fields)) {
    throw new CallFailure(`expected a pattern with year, month and day, but found '${pattern}'`, {
      hint: 'add the missing part to the text and to the pattern',
    });
  }
  const local = inMonth(toLocal(fields));
  if (!isValid(local)) throw new CallFailure(`expected a date that exists, but found '${text}'`);
  return inZone(local, fields, zone);
}

function holdsDate(fields: ReadonlyMap<string, string>): boolean {
  const has = (letters: string): boolean => letters.split('').some((letter) => fields.has(letter));
  return has('yuY') && (has('D') || (has('ML') && has('d')));
}

/** Java's way to be smart: of a day that a shorter month lacks it takes the last one. */
function inMonth(local: LocalDateTime): LocalDateTime {
  if (local.month < 1 || local.month > 12 || local.day > 31) return local;
  return { ...local, day: Math.min(local.day, daysInMonth(local.year, local.month)) };
}

function buildReader(pattern: string): Reader {
  const letters: string[] = [];
  return { regex: new RegExp(`^${build(parsePattern(pattern), letters)}$`), letters };
}

function build(parts: readonly PatternPart[], letters: string[]): string {
  return parts
    .map((part, index) => {
      if (part.kind === 'literal') return part.text.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&');
      if (part.kind === 'optional') return `(?:${build(part.parts, letters)})?`;
      const next = parts[index + 1];
      letters.push(part.letter);
      return `(${source(part.letter, part.count, next?.kind === 'field' && isNumeric(next.letter, next.count))})`;
    })
    .join('');
}

function isNumeric(letter: string, count: number): boolean {
  return NUMERIC.includes(letter) && !('ML'.includes(letter) && count > 2);
}

function source(letter: string, count: number, exact: boolean): string {
  if (letter === 'S') return `[0-9]{${count}}`;
  if ('ML'.includes(letter) && count > 2) return names(12, (value) => monthName(value, count, false, 'en'));
  if ('Eec'.includes(letter)) return names(7, (value) => weekdayName(value, Math.max(count, 3), 'en'));
  if (letter === 'a') return 'AM|PM';
  if (letter === 'V') return '[A-Za-z][A-Za-z0-9_+\\-/]*|[+-][0-9:]{2,8}';
  if (letter === 'z' || letter === 'v') return 'UTC|GMT|Z|[A-Za-z]+/[A-Za-z0-9_+\\-/]+';
  if (OFFSETS.includes(letter)) return 'Z|(?:GMT)?[+-][0-9]{1,2}(?::?[0-9]{2}){0,2}|GMT';
  if (!isNumeric(letter, count)) throw new CallFailure(`the pattern letter '${letter}' cannot be read, only printed`);
  if (exact || (count === 2 && letter !== 'S')) return `[0-9]{${count}}`;
  return 'uyY'.includes(letter) ? `-?[0-9]{${count},9}` : `[0-9]{${count},9}`;
}

function names(size: number, name: (value: number) => string): string {
  return Array.from({ length: size }, (_, index) => name(index + 1)).join('|');
}

function toLocal(fields: ReadonlyMap<string, string>): LocalDateTime {
  const number = (letters: string, otherwise: number): number => {
    for (const letter of letters) {
      const text = fields.get(letter);
      if (text !== undefined && /^-?[0-9]+$/.test(text)) return Number(text);
    }
    return otherwise;
  };
  const yearText = fields.get('y') ?? fields.get('u') ?? fields.get('Y');
  const year = yearText === undefined ? 1970 : Number(yearText) + (yearText.length === 2 ? 2000 : 0);
  const dayOfYear = fields.get('D');
  const date =
    dayOfYear === undefined
      ? { year, month: month(fields), day: number('d', 1) }
      : fromEpochDay(toEpochDay(year, 1, 1) + Number(dayOfYear) - 1);
  const nano = fields.get('S')?.slice(0, 9).padEnd(9, '0') ?? fields.get('n') ?? '0';
  return { ...date, hour: hour(fields), minute: number('m', 0), second: number('s', 0), nano: Number(nano) };
}

function month(fields: ReadonlyMap<string, string>): number {
  const text = fields.get('M') ?? fields.get('L') ?? '1';
  if (/^[0-9]+$/.test(text)) return Number(text);
  const wanted = text.slice(0, 3).toLowerCase();
  return (
    Array.from({ length: 12 }, (_, index) => monthName(index + 1, 3, false, 'en').toLowerCase()).indexOf(wanted) + 1
  );
}

/** 0 to 23 from any of the four ways to count hours. */
function hour(fields: ReadonlyMap<string, string>): number {
  const full = fields.get('H') ?? fields.get('k');
  if (full !== undefined) return Number(full) % (fields.has('k') ? 24 : 100);
  const half = fields.get('h') ?? fields.get('K');
  if (half === undefined) return 0;
  return (Number(half) % 12) + (fields.get('a')?.toUpperCase() === 'PM' ? 12 : 0);
}

function inZone(local: LocalDateTime, fields: ReadonlyMap<string, string>, zone: Zone): ZonedDateTime {
  // Without a time of day Java reads a date alone, whatever zone is written behind it.
  if (!['H', 'k', 'h', 'K'].some((letter) => fields.has(letter))) return zonedLocal(local, zone);
  const region = fields.get('V') ?? fields.get('z') ?? fields.get('v');
  const offset = ['X', 'x', 'Z', 'O'].map((letter) => fields.get(letter)).find((text) => text !== undefined);
  const seconds = offset === undefined ? undefined : (parseOffset(offset.replace(/^GMT(?=.)/i, '')) ?? 0);
  if (seconds !== undefined) {
    const fixed = zonedLocal(local, zoneOfOffset(seconds));
    return region === undefined ? fixed : zonedInstant(fixed.epochSecond, fixed.nano, findZone(region));
  }
  return zonedLocal(local, region === undefined ? zone : findZone(region));
}
