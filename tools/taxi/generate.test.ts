import { createHash } from 'node:crypto';
import { buffer } from 'node:stream/consumers';
import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { SAMPLE_VERSION } from './cache.ts';
import { type SampleMonth, sampleCsv, sampleGzipStream } from './generate.ts';

const csv = (sample: SampleMonth): string => [...sampleCsv(sample)].join('');
const table = (sample: SampleMonth): string[][] =>
  csv(sample)
    .trimEnd()
    .split('\n')
    .map((line) => line.split(','));
const sha = (text: string): string => createHash('sha256').update(text).digest('hex').slice(0, 16);

describe('sampleCsv', () => {
  it.each([
    ['yellow', 2019, 1, 'a61484f770bfe2a2'],
    ['green', 2020, 2, 'dd317968f8f9f026'],
  ] as const)('gives the same bytes for %s %i-%i on every machine', (taxi, year, month, digest) => {
    expect({ version: SAMPLE_VERSION, digest: sha(csv({ taxi, year, month, rows: 5000 })) }).toEqual({
      version: 2,
      digest,
    });
  });

  it.each(['yellow', 'green'] as const)('has as many fields as its header has names (%s)', (taxi) => {
    const [header = [], ...rows] = table({ taxi, year: 2019, month: 6, rows: 3000 });
    expect(rows).toHaveLength(3000);
    expect(new Set(rows.map((row) => row.length))).toEqual(new Set([header.length]));
    expect(header).toHaveLength(taxi === 'yellow' ? 18 : 20);
  });

  it('keeps every pickup in its month, the dropoff after it, and no two rows alike', () => {
    const rows = table({ taxi: 'yellow', year: 2020, month: 2, rows: 50_000 }).slice(1);
    const keys = new Set<string>();
    const wrong: string[] = [];
    for (const [vendor = '', pickup = '', dropoff = ''] of rows) {
      if (!pickup.startsWith('2020-02-') || dropoff <= pickup) wrong.push(`${pickup} to ${dropoff}`);
      keys.add(vendor + pickup + dropoff);
    }
    expect(wrong).toEqual([]);
    expect(keys.size).toBe(50_000);
  });

  it('stays unique with more trips than the month has seconds', () => {
    const keys = new Set<string>();
    let count = 0;
    // Two days of the month are enough to see seconds that hold two trips.
    scan: for (const chunk of sampleCsv({ taxi: 'green', year: 2021, month: 2, rows: 3_000_000 })) {
      for (const line of chunk.split('\n')) {
        const [vendor = '', pickup, dropoff = ''] = line.split(',', 3);
        if (pickup?.startsWith('2021-02-03') === true) break scan;
        if (pickup?.startsWith('2021') !== true) continue;
        count += 1;
        keys.add(vendor + pickup + dropoff);
      }
    }
    expect(count).toBeGreaterThan(2 * 86_400);
    expect(keys.size).toBe(count);
  });

  it('leaves empty what the real files leave empty', () => {
    const [header = [], ...january] = table({ taxi: 'green', year: 2019, month: 1, rows: 2000 });
    const column = (name: string): string[] => january.map((row) => row[header.indexOf(name)] ?? 'missing');
    expect(new Set(column('ehail_fee'))).toEqual(new Set(['']));
    expect(new Set(column('congestion_surcharge'))).toEqual(new Set(['']));
    expect(column('VendorID')).toContain('');
    expect(column('trip_distance')).not.toContain('');
  });

  it('gives other trips for another seed, and only the header for no rows', () => {
    const month = { taxi: 'green', year: 2019, month: 1 } as const;
    expect(csv({ ...month, rows: 10, seed: 'a' })).not.toBe(csv({ ...month, rows: 10, seed: 'b' }));
    expect(csv({ ...month, rows: 0 }).split('\n')).toHaveLength(2);
  });

  it('refuses months outside the release and numbers of rows that are none', () => {
    expect(() => csv({ taxi: 'green', year: 2018, month: 12, rows: 1 })).toThrow('2019-01 to 2021-07');
    expect(() => csv({ taxi: 'green', year: 2019, month: 1, rows: Number.NaN })).toThrow('whole number of rows');
  });
});

describe('sampleGzipStream', () => {
  it('packs the CSV, the same bytes each time, without a time or a name', async () => {
    const sample = { taxi: 'yellow', year: 2019, month: 3, rows: 4000 } as const;
    const [first, second] = [await buffer(sampleGzipStream(sample)), await buffer(sampleGzipStream(sample))];
    expect(first.equals(second)).toBe(true);
    expect(gunzipSync(first).toString()).toBe(csv(sample));
    expect(first.subarray(3, 8)).toEqual(Buffer.alloc(5));
  });
});
