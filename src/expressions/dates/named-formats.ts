import { dayOfYear } from './civil.ts';
import { ISO_WEEK, localDayOfWeek, weekOfYear } from './fields.ts';
import { formatPattern } from './format-pattern.ts';
import { offsetText } from './zone.ts';
import { fromLocalSeconds } from './local.ts';
import type { ZonedDateTime } from './zoned.ts';

type NamedFormat = (date: ZonedDateTime) => string;

function byPattern(pattern: string): NamedFormat {
  return (date) => formatPattern(date, pattern, 'en');
}

function pad(value: number, count: number): string {
  return String(value).padStart(count, '0');
}

function isoDate({ local }: ZonedDateTime): string {
  return `${pad(local.year, 4)}-${pad(local.month, 2)}-${pad(local.day, 2)}`;
}

/** Seconds with as many digits of the fraction as are not zero. */
function isoTime({ local }: ZonedDateTime): string {
  const fraction = pad(local.nano, 9).replace(/0+$/, '');
  return `${pad(local.hour, 2)}:${pad(local.minute, 2)}:${pad(local.second, 2)}${fraction === '' ? '' : `.${fraction}`}`;
}

/** UTC, the fraction in groups of three digits. */
function isoInstant(date: ZonedDateTime): string {
  const utc: ZonedDateTime = { ...date, local: fromLocalSeconds(date.epochSecond, date.nano), offset: 0 };
  const [time = '', fraction = ''] = isoTime(utc).split('.');
  const digits = fraction === '' ? '' : `.${fraction.padEnd(Math.ceil(fraction.length / 3) * 3, '0')}`;
  return `${isoDate(utc)}T${time}${digits}Z`;
}

function region({ zone }: ZonedDateTime): string {
  return zone.isOffset ? '' : `[${zone.id}]`;
}

function isoWeekDate(date: ZonedDateTime): string {
  const { week, year } = weekOfYear(date.local, ISO_WEEK);
  return `${pad(year, 4)}-W${pad(week, 2)}-${localDayOfWeek(date.local, ISO_WEEK)}${offsetText(date.offset)}`;
}

function rfc1123(date: ZonedDateTime): string {
  const offset = date.offset === 0 ? 'GMT' : formatPattern(date, 'xx', 'en');
  return `${formatPattern(date, 'EEE, d MMM yyyy HH:mm:ss', 'en')} ${offset}`;
}

/** The formats that Kestra 1.x knows by name; each other text is a pattern. */
export const NAMED_FORMATS: ReadonlyMap<string, NamedFormat> = new Map<string, NamedFormat>([
  ['iso', byPattern("yyyy-MM-dd'T'HH:mm:ss.SSSSSSXXX")],
  ['iso_milli', byPattern("yyyy-MM-dd'T'HH:mm:ss.SSSXXX")],
  ['iso_sec', byPattern("yyyy-MM-dd'T'HH:mm:ssXXX")],
  ['sql', byPattern('yyyy-MM-dd HH:mm:ss.SSSSSS')],
  ['sql_milli', byPattern('yyyy-MM-dd HH:mm:ss.SSS')],
  ['sql_sec', byPattern('yyyy-MM-dd HH:mm:ss')],
  ['iso_date_time', (date) => `${isoDate(date)}T${isoTime(date)}${offsetText(date.offset)}${region(date)}`],
  ['iso_date', (date) => isoDate(date) + offsetText(date.offset)],
  ['iso_time', (date) => isoTime(date) + offsetText(date.offset)],
  ['iso_local_date', isoDate],
  ['iso_instant', isoInstant],
  ['iso_local_date_time', (date) => `${isoDate(date)}T${isoTime(date)}`],
  ['iso_local_time', isoTime],
  ['iso_offset_time', (date) => isoTime(date) + offsetText(date.offset)],
  [
    'iso_ordinal_date',
    (date) => `${pad(date.local.year, 4)}-${pad(dayOfYear(date.local), 3)}${offsetText(date.offset)}`,
  ],
  ['iso_week_date', isoWeekDate],
  ['iso_zoned_date_time', (date) => `${isoDate(date)}T${isoTime(date)}${offsetText(date.offset)}${region(date)}`],
  ['rfc_1123_date_time', rfc1123],
]);

/** Patterns by which the named formats are read. */
export const NAMED_PATTERNS: ReadonlyMap<string, string> = new Map([
  ['iso', "yyyy-MM-dd'T'HH:mm:ss.SSSSSSXXX"],
  ['iso_milli', "yyyy-MM-dd'T'HH:mm:ss.SSSXXX"],
  ['iso_sec', "yyyy-MM-dd'T'HH:mm:ssXXX"],
  ['sql', 'yyyy-MM-dd HH:mm:ss.SSSSSS'],
  ['sql_milli', 'yyyy-MM-dd HH:mm:ss.SSS'],
  ['sql_sec', 'yyyy-MM-dd HH:mm:ss'],
  ['iso_local_date', 'yyyy-MM-dd'],
  ['iso_ordinal_date', 'yyyy-DDD[XXX]'],
  ['rfc_1123_date_time', 'EEE, d MMM yyyy HH:mm:ss [zzz][xx]'],
]);
