import type { HolidaysTypes } from 'date-holidays';

/** A country or a part of it that the calendar does not know. */
export class UnknownCountryError extends Error {
  readonly hint: string;

  constructor(message: string, hint: string) {
    super(message);
    this.name = 'UnknownCountryError';
    this.hint = hint;
  }
}

const years = new Map<string, Promise<ReadonlySet<string>>>();

/**
 * Whether a day is a public holiday (work rests by law; observances and bank days do not count).
 * The calendar is loaded at the first call.
 * @param day `2024-12-25`
 * @param country ISO 3166-1 alpha-2, any case
 * @param subdivision ISO 3166-2, with or without the country: `DE-BY`, `BY`; further parts as `BY-A`
 * @throws UnknownCountryError
 */
export async function isPublicHoliday(day: string, country: string, subdivision?: string): Promise<boolean> {
  const code = country.trim().toUpperCase();
  const part =
    subdivision
      ?.trim()
      .toUpperCase()
      .replace(new RegExp(`^${code}-`), '') ?? '';
  const year = Number(day.slice(0, 4));
  const key = `${code} ${part} ${year}`;
  let days = years.get(key);
  if (days === undefined) {
    days = listPublicHolidays(code, part, year);
    years.set(key, days);
  }
  return (await days).has(day);
}

async function listPublicHolidays(country: string, part: string, year: number): Promise<ReadonlySet<string>> {
  const { default: Holidays } = await import('date-holidays');
  const calendar = new Holidays();
  const countries = Object.keys(calendar.getCountries());
  if (!countries.includes(country)) {
    throw new UnknownCountryError(
      `expected the code of a country whose holidays are known, got "${country}"`,
      'use two letters by ISO 3166-1, such as FR',
    );
  }
  const [state, ...regions] = part === '' ? [] : part.split('-');
  const states = Object.keys(calendar.getStates(country) ?? {});
  if (state !== undefined && !states.includes(state)) {
    throw new UnknownCountryError(
      `expected a part of ${country}, got "${part}"`,
      states.length === 0 ? `${country} has no parts with holidays of their own` : `one of ${states.join(', ')}`,
    );
  }
  if (state === undefined) calendar.init(country);
  else if (regions.length === 0) calendar.init(country, state);
  else calendar.init(country, state, regions.join('-'));
  const holidays = calendar.getHolidays(year).filter(({ type }) => type === 'public');
  return new Set(holidays.flatMap((holiday) => daysOf(holiday)));
}

/** The calendar days that a holiday covers, by its own local date. One of less than a day counts as its day. */
function daysOf({ date, start, end }: HolidaysTypes.Holiday): string[] {
  const first = Date.parse(`${date.slice(0, 10)}T00:00:00Z`);
  const length = Math.max(1, Math.round((end.getTime() - start.getTime()) / 86_400_000));
  return Array.from({ length }, (_, index) => new Date(first + index * 86_400_000).toISOString().slice(0, 10));
}
