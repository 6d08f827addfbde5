import { dayOfWeek, toEpochDay } from './civil.ts';
import type { LocalDateTime } from './local.ts';

/** First day of the week (1 Monday … 7 Sunday) and how many days of a year its first week has. */
export interface WeekRule {
  readonly firstDay: number;
  readonly minimalDays: number;
}

export const ISO_WEEK: WeekRule = { firstDay: 1, minimalDays: 4 };
const US_WEEK: WeekRule = { firstDay: 7, minimalDays: 1 };

/** The week rule of a locale: Sundays and one day for English and the Americas' like, else the ISO rule. */
export function weekRuleOf(locale: string): WeekRule {
  return /^en(?!-(?:GB|IE|AU|NZ))|-(?:US|CA|MX|BR|JP|KR)$/.test(locale) ? US_WEEK : ISO_WEEK;
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
