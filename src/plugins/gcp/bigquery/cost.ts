import type { JobStatistics } from './rest-types.ts';

/**
 * US dollars for a tebibyte that a query reads on demand, in the locations US and EU, as of 2026. Other locations have prices of
 * their own, up to $11.25; the first tebibyte of a month is free. Source: https://cloud.google.com/bigquery/pricing
 */
const DOLLARS_PER_TEBIBYTE = 6.25;
const TEBIBYTE = 1024 ** 4;
const MEBIBYTE = 1024 ** 2;

/** What is billed at least, for each table that a query names. Source: https://cloud.google.com/bigquery/pricing */
const LEAST_PER_TABLE = 10 * MEBIBYTE;

const units = ['bytes', 'KiB', 'MiB', 'GiB', 'TiB', 'PiB'];

/** Bytes as people read them: `12.3 MiB`. */
export function sizeText(bytes: number): string {
  let value = bytes;
  let unit = 0;
  while (value >= 1024 && unit < units.length - 1) {
    value /= 1024;
    unit++;
  }
  return `${unit === 0 ? value : value.toFixed(1)} ${units[unit] ?? ''}`;
}

/** A query of which BigQuery counted something. */
export interface CountedQuery {
  readonly statistics: JobStatistics | undefined;
  /** Where it ran; undefined where nobody said. */
  readonly location: string | undefined;
  readonly dryRun: boolean;
}

/** What a query read and what that costs at the list price; undefined where BigQuery counted nothing. */
export function costText({ statistics, location, dryRun }: CountedQuery): string | undefined {
  const query = statistics?.query;
  const processed = Number(query?.totalBytesProcessed ?? statistics?.totalBytesProcessed ?? Number.NaN);
  if (Number.isNaN(processed)) return undefined;
  if (query?.cacheHit === true) return 'answered from the cache, free of charge';
  const reservation = statistics?.reservation_id;
  const read = `${readWords(query, dryRun)} ${sizeText(processed)}`;
  if (reservation !== undefined) return `${read}, in the reservation ${reservation}: no price by bytes`;
  const billed = dryRun ? leastBilled(processed, query) : Number(query?.totalBytesBilled ?? processed);
  return `${read}, ${sizeText(billed)} billed: ${priceText(billed, location)}`;
}

/** Of clustered tables a dry run knows a bound only. */
function readWords(query: JobStatistics['query'], dryRun: boolean): string {
  if (!dryRun) return 'read';
  const accuracy = query?.totalBytesProcessedAccuracy;
  if (accuracy === 'UPPER_BOUND') return 'would read at most';
  return accuracy === 'LOWER_BOUND' ? 'would read at least' : 'would read';
}

/** A dry run says that nothing is billed, which is true of itself; so it is counted here. */
function leastBilled(processed: number, query: JobStatistics['query']): number {
  if (processed === 0) return 0;
  const tables = Math.max(1, query?.referencedTables?.length ?? 1);
  return Math.max(Math.ceil(processed / MEBIBYTE) * MEBIBYTE, tables * LEAST_PER_TABLE);
}

function priceText(billed: number, location = 'US'): string {
  if (billed === 0) return 'no charge';
  const dollars = (billed / TEBIBYTE) * DOLLARS_PER_TEBIBYTE;
  const about = dollars < 0.01 ? 'less than $0.01' : `about $${dollars.toFixed(2)}`;
  const isListed = /^(?:us|eu)$/i.test(location);
  const basis = isListed ? '' : `, as US and EU; ${location} has a price of its own`;
  return `${about} on demand ($${DOLLARS_PER_TEBIBYTE} a TiB${basis})`;
}
