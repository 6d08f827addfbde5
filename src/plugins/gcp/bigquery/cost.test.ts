import { expect, test } from 'vitest';
import { type CountedQuery, costText } from './cost.ts';

const TIB = 1024 ** 4;
const MIB = 1024 ** 2;

const text = (query: object, more: Partial<CountedQuery> = {}, statistics: object = {}): string | undefined =>
  costText({ location: 'EU', dryRun: false, ...more, statistics: { ...statistics, query } });

const counted = (processed: number, billed = processed) => ({
  totalBytesProcessed: String(processed),
  totalBytesBilled: String(billed),
});

test('a run costs what is billed', () => {
  expect(text(counted(3 * TIB))).toBe('read 3.0 TiB, 3.0 TiB billed: about $18.75 on demand ($6.25 a TiB)');
  expect(text(counted(2048, 10 * MIB))).toBe('read 2.0 KiB, 10.0 MiB billed: less than $0.01 on demand ($6.25 a TiB)');
  expect(text(counted(0))).toBe('read 0 bytes, 0 bytes billed: no charge');
});

test('a location with a price of its own is named', () => {
  expect(text(counted(TIB), { location: 'europe-west2' })).toBe(
    'read 1.0 TiB, 1.0 TiB billed: about $6.25 on demand ($6.25 a TiB, as US and EU; europe-west2 has a price of its own)',
  );
  expect(text(counted(TIB), { location: undefined })).toContain('($6.25 a TiB)');
});

test('a dry run, of which BigQuery says that nothing is billed, says what the query would cost', () => {
  const dryRun = true;
  expect(text(counted(3 * TIB, 0), { dryRun })).toBe(
    'would read 3.0 TiB, 3.0 TiB billed: about $18.75 on demand ($6.25 a TiB)',
  );
  const small = { ...counted(2048, 0), referencedTables: [{}, {}] };
  expect(text(small, { dryRun })).toContain('would read 2.0 KiB, 20.0 MiB billed: less than $0.01');
  expect(text({ ...counted(TIB, 0), totalBytesProcessedAccuracy: 'UPPER_BOUND' }, { dryRun })).toContain(
    'would read at most 1.0 TiB',
  );
  expect(text(counted(0), { dryRun })).toContain('no charge');
});

test('the cache is free; a reservation is paid by its slots; what was not counted has no price', () => {
  expect(text({ ...counted(TIB), cacheHit: true })).toBe('answered from the cache, free of charge');
  const reservation = { reservation_id: 'admin:US.etl' };
  expect(text(counted(TIB, 0), {}, reservation)).toBe(
    'read 1.0 TiB, in the reservation admin:US.etl: no price by bytes',
  );
  expect(text({})).toBeUndefined();
});
