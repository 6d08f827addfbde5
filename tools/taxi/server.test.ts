import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sampleCsv } from './generate.ts';
import { startTaxiServer, type TaxiServer } from './server.ts';

describe('startTaxiServer', () => {
  let cacheDirectory: string;
  let server: TaxiServer;
  beforeAll(async () => {
    cacheDirectory = await mkdtemp(join(tmpdir(), 'taxi-cache-'));
    server = await startTaxiServer({ rows: { yellow: 300, green: 200 }, cacheDirectory });
  });
  afterAll(async () => {
    await server.close();
    await rm(cacheDirectory, { recursive: true });
  });

  it('serves a month under the path of the release', async () => {
    const response = await fetch(`${server.url}/green/green_tripdata_2019-01.csv.gz`);
    const body = Buffer.from(await response.arrayBuffer());
    expect(response.headers.get('content-length')).toBe(String(body.length));
    expect(gunzipSync(body).toString()).toBe(
      [...sampleCsv({ taxi: 'green', year: 2019, month: 1, rows: 200 })].join(''),
    );
  });

  it('makes a month once, also for clients that come together', async () => {
    const path = `${server.url}/yellow/yellow_tripdata_2020-07.csv.gz`;
    const sizes = await Promise.all([1, 2, 3].map(async () => (await (await fetch(path)).arrayBuffer()).byteLength));
    expect(new Set(sizes).size).toBe(1);
    expect((await readdir(cacheDirectory)).filter((name) => name.includes('2020-07'))).toHaveLength(1);
  });

  it('answers HEAD without a body', async () => {
    const response = await fetch(`${server.url}/yellow/yellow_tripdata_2019-02.csv.gz`, { method: 'HEAD' });
    expect([response.status, await response.text()]).toEqual([200, '']);
  });

  it.each([
    '/',
    '/green/yellow_tripdata_2019-01.csv.gz',
    '/green/green_tripdata_2018-12.csv.gz',
    '/green/green_tripdata_2021-08.csv.gz',
    '/green/green_tripdata_2019-13.csv.gz',
    '/green/green_tripdata_2019-01.csv',
    '/green/../green/green_tripdata_2019-01.csv.gz/x',
  ])('has no %s', async (path) => {
    const response = await fetch(server.url + path);
    expect(response.status).toBe(404);
    expect(await response.text()).toContain('2019-01 to 2021-07');
  });

  it('refuses other methods', async () => {
    const response = await fetch(`${server.url}/green/green_tripdata_2019-01.csv.gz`, { method: 'POST' });
    expect(response.status).toBe(405);
    await response.text();
  });
});
