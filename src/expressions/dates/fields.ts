import { dayOfWeek, toEpochDay } from './civil.ts';
import type { LocalDateTime } from './local.ts';

/** First day of the week (1 Monday … 7 Sunday) and how many days of a year its first week has. */
export interface WeekRule {
  readonly firstDay: number;
  readonly minimalDays: number;
}

export const ISO_WEEK: WeekRule = { firstDay: 1, minimalDays: 4 };
const US_WEEK: WeekRule = { firstDay: 7, minimalDays: 1 };

/** Regions whose weeks begin on Mondays, the first with four days of the year; of CLDR, as Java 25 has it. */
const ISO_REGIONS =
  'AD AT AX BE BG CH CZ DE DK EE ES FI FJ FO FR GB GF GG GI GP GR HU IE IM IS IT JE LI LT LU MC MQ NL NO PL RE RU SE SJ SK SM VA';
const SATURDAY_REGIONS = 'AF BH DJ DZ EG IQ IR JO KW LY OM QA SD SY';
const SUNDAY_REGIONS =
  'AG AS BD BR BS BT BW BZ CA CO DM DO ET GT GU HK HN ID IL IN JM JP KE KH KR LA MH MM MO MT MX MZ NI NP PA PE PH PK PR PY SA SG SV TH TT TW UM US VE VI WS YE ZA ZW';

const rules: ReadonlyMap<string, WeekRule> = new Map([
  ...ISO_REGIONS.split(' ').map((region) => [region, ISO_WEEK] as const),
  ...SATURDAY_REGIONS.split(' ').map((region) => [region, { firstDay: 6, minimalDays: 1 }] as const),
  ...SUNDAY_REGIONS.split(' ').map((region) => [region, US_WEEK] as const),
  ['MV', { firstDay: 5, minimalDays: 1 }],
  ['PT', { firstDay: 7, minimalDays: 4 }],
]);

/** The week rule of a locale's region (from Monday on in those not listed). A language alone: from Sunday on, as in Java. */
export function weekRuleOf(locale: string): WeekRule {
  const region = /-(?<region>[A-Z]{2})(?:-|$)/.exec(locale)?.groups?.['region'];
  if (region === undefined) return US_WEEK;
  return rules.get(region) ?? { firstDay: 1, minimalDays: 1 };
}

/** Day of the week by a rule, from 1. */
export function localDayOfWeek(local: LocalDateTime, rule: WeekRule): number {
  const day = dayOfWeek(toEpochDay(local.year, local.month, local.day));
  return ((day - rule.firstDay + 7) % 7) + 1;
}

/** Week and the year that it counts to. */
export function weekOfYear(local: LocalDateTime, rule: WeekRule): { week: number; year: number } {
  const epochDay = toEpochDay(local.year, local.month, local.day);
  const start = firstWeekStart(local.year, rule);
  const nextStart = firstWeekStart(local.year + 1, rule);
  if (epochDay >= nextStart) return { week: 1, year: local.year + 1 };
  if (epochDay >= start) return { week: Math.floor((epochDay - start) / 7) + 1, year: local.year };
  return { week: Math.floor((epochDay - firstWeekStart(local.year - 1, rule)) / 7) + 1, year: local.year - 1 };
}

/** Week of the month, 0 for days before its first week. */
export function weekOfMonth(local: LocalDateTime, rule: WeekRule): number {
  const first = toEpochDay(local.year, local.month, 1);
  return Math.floor((toEpochDay(local.year, local.month, local.day) - weekStartFor(first, rule)) / 7) + 1;
}

function firstWeekStart(year: number, rule: WeekRule): number {
  return weekStartFor(toEpochDay(year, 1, 1), rule);
}

/** Where the first week of a period begins whose first day this is. */
function weekStartFor(firstDay: number, rule: WeekRule): number {
  const into = (dayOfWeek(firstDay) - rule.firstDay + 7) % 7;
  return 7 - into >= rule.minimalDays ? firstDay - into : firstDay - into + 7;
}

export function quarter(local: LocalDateTime): number {
  return Math.floor((local.month - 1) / 3) + 1;
}
