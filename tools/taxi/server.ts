import { createReadStream } from 'node:fs';
import { mkdtemp, rm, stat } from 'node:fs/promises';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { SampleCache } from './cache.ts';
import { csvFileName, parseFileName, type Taxi, type TaxiMonth } from './month.ts';

export interface TaxiServerOptions {
  /** Data rows of every month; or a number for each colour. */
  readonly rows: number | Readonly<Record<Taxi, number>>;
  /** 0, the default, takes a free one. */
  readonly port?: number;
  /** Default 127.0.0.1: sample data is nobody else's business. */
  readonly host?: string;
  readonly seed?: string;
  /** Where generated months are kept for the next server; default: a temporary folder that `close` removes. */
  readonly cacheDirectory?: string;
}

export interface TaxiServer {
  /** Without a slash at the end; `<url>/green/green_tripdata_2019-01.csv.gz` is a month. */
  readonly url: string;
  readonly port: number;
  /** Paths asked for so far, oldest first. */
  readonly requests: readonly string[];
  /** Ends open connections too. */
  close(): Promise<void>;
}

function monthOf(path: string): TaxiMonth | undefined {
  const [, folder, name] = /^\/([^/]+)\/([^/]+\.gz)$/.exec(path) ?? [];
  const month = name === undefined ? undefined : parseFileName(name);
  return month?.taxi === folder ? month : undefined;
}

async function answer(
  request: IncomingMessage,
  response: ServerResponse,
  fileOf: (month: TaxiMonth) => Promise<string>,
): Promise<void> {
  if (request.method !== 'GET' && request.method !== 'HEAD') {
    response.writeHead(405, { allow: 'GET, HEAD', 'content-type': 'text/plain' }).end('Only GET and HEAD\n');
    return;
  }
  const month = monthOf(new URL(request.url ?? '/', 'http://localhost').pathname);
  if (month === undefined) {
    const example = csvFileName({ taxi: 'green', year: 2019, month: 1 });
    response
      .writeHead(404, { 'content-type': 'text/plain' })
      .end(`Not a month of the release (2019-01 to 2021-07); a month is /green/${example}.gz\n`);
    return;
  }
  const file = await fileOf(month);
  const { size } = await stat(file);
  response.writeHead(200, { 'content-type': 'application/gzip', 'content-length': size });
  if (request.method === 'HEAD') response.end();
  else await pipeline(createReadStream(file), response);
}

/** Serves sample months under the paths of the course's release download, so that a flow needs another host only. */
export async function startTaxiServer(options: TaxiServerOptions): Promise<TaxiServer> {
  const { rows, port = 0, host = '127.0.0.1', seed = '' } = options;
  const scratch = options.cacheDirectory === undefined ? await mkdtemp(join(tmpdir(), 'gitphony-taxi-')) : undefined;
  const cache = new SampleCache(options.cacheDirectory ?? scratch ?? tmpdir());
  const requests: string[] = [];
  const fileOf = (month: TaxiMonth): Promise<string> =>
    cache.gzipFile({ ...month, seed, rows: typeof rows === 'number' ? rows : rows[month.taxi] });

  const server = createServer((request, response) => {
    requests.push(request.url ?? '/');
    answer(request, response, fileOf).catch((error: unknown) => {
      // A client that hung up is its own business; anything else is told, if the head is not out yet.
      if (response.headersSent) response.destroy();
      else response.writeHead(500, { 'content-type': 'text/plain' }).end(`${String(error)}\n`);
    });
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      server.off('error', reject);
      resolve();
    });
  });
  const bound = (server.address() as AddressInfo).port;
  return {
    url: `http://${host}:${bound}`,
    port: bound,
    requests,
    close: async () => {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      server.closeAllConnections();
      await closed;
      if (scratch !== undefined) await rm(scratch, { recursive: true, force: true });
    },
  };
}
