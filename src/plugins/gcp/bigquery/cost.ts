import type { JobStatistics } from './rest-types.ts';

/** US dollars for a tebibyte that a query reads, on demand, in most regions. Source: https://cloud.google.com/bigquery/pricing */
const DOLLARS_PER_TEBIBYTE = 6.25;
const TEBIBYTE = 1024 ** 4;

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

/** What a query read and what that costs at the list price; undefined where BigQuery counted nothing. */
export function costText(statistics: JobStatistics | undefined, dryRun: boolean): string | undefined {
  const query = statistics?.query;
  const processed = Number(query?.totalBytesProcessed ?? statistics?.totalBytesProcessed ?? Number.NaN);
  if (Number.isNaN(processed)) return undefined;
  if (query?.cacheHit === true) return 'answered from the cache, free of charge';
  const billed = Number(query?.totalBytesBilled ?? processed);
  const dollars = (billed / TEBIBYTE) * DOLLARS_PER_TEBIBYTE;
  const would = dryRun ? 'would read' : 'read';
  const price =
    dollars === 0 ? 'no charge' : `about $${dollars < 0.01 ? dollars.toFixed(6) : dollars.toFixed(2)} on demand`;
  return `${would} ${sizeText(processed)}, ${sizeText(billed)} billed: ${price}`;
}
