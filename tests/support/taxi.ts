import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startTaxiServer, type TaxiServer } from '../../tools/taxi/server.ts';

export { sampleCsv } from '../../tools/taxi/generate.ts';
export { readdress } from '../../tools/taxi/readdress.ts';
export type { TaxiServer } from '../../tools/taxi/server.ts';

/**
 * Sample months of `rows` trips over HTTP, under the release's paths. Generated months are kept in the machine's
 * temporary folder, so that the next test has them at once.
 */
export async function startTestTaxi(rows = 1000): Promise<TaxiServer> {
  return await startTaxiServer({ rows, cacheDirectory: join(tmpdir(), 'gitphony-taxi-cache') });
}
