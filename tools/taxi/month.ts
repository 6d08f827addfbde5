/** A taxi colour that the sample data knows; it decides the columns. */
export type Taxi = 'yellow' | 'green';

/** One month of trips of one taxi colour. */
export interface TaxiMonth {
  readonly taxi: Taxi;
  readonly year: number;
  /** 1 to 12. */
  readonly month: number;
}

const FIRST_MONTH = 2019 * 12;
const LAST_MONTH = 2021 * 12 + 6;
const FILE_NAME = /^(yellow|green)_tripdata_(\d{4})-(\d{2})\.csv(?:\.gz)?$/;

/**
 * Whether the public release has this month: January 2019 to July 2021.
 * See https://github.com/DataTalksClub/nyc-tlc-data/releases
 */
export function isKnownMonth({ year, month }: TaxiMonth): boolean {
  const index = year * 12 + month - 1;
  return month >= 1 && month <= 12 && index >= FIRST_MONTH && index <= LAST_MONTH;
}

/** The month's file name as the public release has it, such as `green_tripdata_2019-01.csv`. */
export function csvFileName({ taxi, year, month }: TaxiMonth): string {
  return `${taxi}_tripdata_${year}-${String(month).padStart(2, '0')}.csv`;
}

/** Reads a file name (with or without `.gz`) back; undefined if it is no known month. */
export function parseFileName(name: string): TaxiMonth | undefined {
  const [, taxi, year, month] = FILE_NAME.exec(name) ?? [];
  if ((taxi !== 'yellow' && taxi !== 'green') || year === undefined || month === undefined) return undefined;
  const parsed: TaxiMonth = { taxi, year: Number(year), month: Number(month) };
  return isKnownMonth(parsed) ? parsed : undefined;
}
