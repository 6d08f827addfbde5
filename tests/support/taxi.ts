import { join } from 'node:path';
import { tmpdir } from 'node:os';
import { startTaxiServer, type TaxiServer } from '../../tools/taxi/server.ts';

export { sampleCsv } from '../../tools/taxi/generate.ts';
export type { TaxiServer } from '../../tools/taxi/server.ts';

/**
 * Sample months of `rows` trips over HTTP, under the release's paths. Generated months are kept in the machine's
 * temporary folder, so that the next test has them at once.
 */
export async function startTestTaxi(rows = 1000): Promise<TaxiServer> {
  return await startTaxiServer({ rows, cacheDirectory: join(tmpdir(), 'gitphony-taxi-cache') });
}

/** Points a flow's text at the sample server and a test's database; the rest stays as it was written. */
export function readdressed(
  flow: string,
  to: {
    readonly source: string;
    readonly database: { readonly jdbcUrl: string; readonly user: string; readonly password: string };
  },
): string {
  return flow
    .replaceAll('https://github.com/DataTalksClub/nyc-tlc-data/releases/download', to.source)
    .replace(/^(\s*url: )jdbc:postgresql:\S+$/gm, `$1${to.database.jdbcUrl}`)
    .replace(/^(\s*username: )\S+$/gm, `$1${to.database.user}`)
    .replace(/^(\s*password: )\S+$/gm, `$1"${to.database.password}"`);
}
