import { CallFailure } from '../../contract/expression.ts';
import { toEpochDay } from './civil.ts';
import type { LocalDateTime } from './local.ts';
import type { ZonedDateTime } from './zoned.ts';

type Width = 'short' | 'long' | 'narrow';

/** Three letters short, four long, five narrow. */
function widthOf(count: number): Width {
  return count === 4 ? 'long' : count === 5 ? 'narrow' : 'short';
}

const formats = new Map<string, Intl.DateTimeFormat>();
const MAX_FORMATS = 500;

function formatFor(locale: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = `${locale} ${JSON.stringify(options)}`;
  let format = formats.get(key);
  if (format === undefined) {
    format = new Intl.DateTimeFormat(locale, options);
    if (formats.size < MAX_FORMATS) formats.set(key, format);
  }
  return format;
}

/** A locale as Java writes it (`de_DE`, `fr`) as a BCP 47 tag. */
export function localeTag(locale: string): string {
  const tag = locale.replaceAll('_', '-');
  try {
    return new Intl.Locale(tag).toString();
  } catch (error) {
    throw new CallFailure(`expected a locale such as 'en' or 'de_DE', but found '${locale}'`, { cause: error });
  }
}

const ENGLISH_MONTHS = 'January February March April May June July August September October November December'.split(
  ' ',
);
const ENGLISH_DAYS = 'Monday Tuesday Wednesday Thursday Friday Saturday Sunday'.split(' ');

/** Name of a month (from 1). English ones without Intl, whose start costs milliseconds. */
export function monthName(month: number, count: number, standalone: boolean, locale: string): string {
  const width = widthOf(count);
  if (locale === 'en') return shortened(ENGLISH_MONTHS[month - 1] ?? '', width, 3);
  const date = Date.UTC(2024, month - 1, 15);
  if (standalone) return formatFor(locale, { month: width, timeZone: 'UTC' }).format(date);
  const parts = formatFor(locale, { month: width, day: 'numeric', timeZone: 'UTC' }).formatToParts(date);
  return parts.find((part) => part.type === 'month')?.value ?? '';
}

/** Name of a day of the week (1 for Monday). */
export function weekdayName(day: number, count: number, locale: string): string {
  const width = widthOf(count);
  if (locale === 'en') return shortened(ENGLISH_DAYS[day - 1] ?? '', width, 3);
  return formatFor(locale, { weekday: width, timeZone: 'UTC' }).format(Date.UTC(2024, 0, day));
}

function shortened(name: string, width: Width, letters: number): string {
  return width === 'long' ? name : name.slice(0, width === 'short' ? letters : 1);
}

/** AM or PM in the words of the locale. */
export function halfDayName(hour: number, locale: string): string {
  if (locale === 'en') return hour < 12 ? 'AM' : 'PM';
  const parts = formatFor(locale, { hour: 'numeric', hourCycle: 'h12', timeZone: 'UTC' }).formatToParts(
    Date.UTC(2024, 0, 1, hour),
  );
  return parts.find((part) => part.type === 'dayPeriod')?.value ?? (hour < 12 ? 'AM' : 'PM');
}

export function eraName(local: LocalDateTime, count: number, locale: string): string {
  const date = toEpochDay(local.year, local.month, local.day) * 86_400_000;
  const parts = formatFor(locale, { era: widthOf(count), year: 'numeric', timeZone: 'UTC' }).formatToParts(date);
  return parts.find((part) => part.type === 'era')?.value ?? '';
}

/** Name of the zone at that instant: `EST`, or in full `Eastern Standard Time`. */
export function zoneName(date: ZonedDateTime, count: number, locale: string): string {
  const { zone, epochSecond } = date;
  if (zone.isOffset || /^(?:GMT|UT|UTC[+-].*|GMT[+-].*|UT[+-].*)$/.test(zone.id)) return zone.id;
  if (zone.id === 'UTC' && count < 4) return 'UTC';
  const options: Intl.DateTimeFormatOptions = { timeZone: zone.id, timeZoneName: count < 4 ? 'short' : 'long' };
  const parts = formatFor(locale === 'en' ? 'en-US' : locale, options).formatToParts(epochSecond * 1000);
  return parts.find((part) => part.type === 'timeZoneName')?.value ?? zone.id;
}

/** The locale data of Java has it before AM and PM; Node turns it into a blank. */
const NARROW_BLANK = '\u202f';

/** Java's localized styles: date and time in one style, joined by a comma. */
export function styledText(date: ZonedDateTime, style: 'full' | 'long' | 'medium' | 'short', locale: string): string {
  const { id } = date.zone;
  const prefixed = /^(?:UTC|GMT|UT)(?<offset>[+-].*)$/.exec(id)?.groups?.['offset'];
  const timeZone = id === 'Z' || id === 'UT' ? 'UTC' : (prefixed ?? id);
  const at = date.epochSecond * 1000;
  const language = locale === 'en' ? 'en-US' : locale;
  const day = formatFor(language, { dateStyle: style, timeZone }).format(at);
  const time = formatFor(language, { timeStyle: style, timeZone })
    .formatToParts(at)
    // Java writes such a zone as it is called.
    .map(({ type, value }) => (type === 'timeZoneName' && (prefixed !== undefined || id === 'UT') ? id : value))
    .join('');
  return `${day}, ${time.replace(/ (?=[AP]M\b)/, NARROW_BLANK)}`;
}
