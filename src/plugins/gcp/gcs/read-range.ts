import type { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import type { Dispatcher } from 'undici';
import { machineProxy } from '../../../plugin-kit/machine-proxy.ts';
import { emulatorOf } from '../emulators.ts';
import type { GcsAddress } from './address.ts';
import type { GcsClient } from './client.ts';

/** Milliseconds without a byte after which a line counts as cut. */
const IDLE_TIME = 60_000;
const CONNECT_TIME = 30_000;

/** Reads the content of one generation of an object. */
export interface ContentReader {
  /**
   * Bytes as they are kept, from one on to another; without these all of them. Fails with `code` (the HTTP status) and Google's
   * message where it refuses, and without a `code` of that kind where the line is cut.
   */
  read(range: { readonly start: number; readonly end: number } | undefined, signal: AbortSignal): Promise<Readable>;
  close(): Promise<void>;
}

/**
 * Opens an object's content. The requests are ours, with the client's token: its own streams (node-fetch 2) wait for ever where
 * an answer is cut, and reject what nobody can catch where one is given up before its answer comes.
 * Source: https://cloud.google.com/storage/docs/json_api/v1/objects/get, https://github.com/node-fetch/node-fetch/issues/1055
 */
export async function openContent(
  client: GcsClient,
  { bucket, name }: GcsAddress,
  generation: string | number | undefined,
): Promise<ContentReader> {
  const { request } = await import('undici');
  const url = new URL(
    `${client.apiEndpoint}/storage/v1/b/${encodeURIComponent(bucket)}/o/${encodeURIComponent(name)}?alt=media`,
  );
  if (generation !== undefined) url.searchParams.set('generation', String(generation));
  const dispatcher = await dispatcherTo(url);
  return {
    async read(range, signal) {
      const headers = {
        'user-agent': 'gitphony',
        // Else Google unpacks what is kept compressed, and neither size nor sums fit.
        'accept-encoding': 'gzip',
        ...(range === undefined ? {} : { range: `bytes=${range.start}-${range.end}` }),
        ...(emulatorOf('gcs') === undefined ? await client.authClient.getRequestHeaders(url.href) : {}),
      };
      const { statusCode, body } = await request(url, { headers, dispatcher, signal });
      if (statusCode === (range === undefined ? 200 : 206)) return body;
      throw refusal(statusCode, await text(body));
    },
    close: () => dispatcher.destroy(),
  };
}

async function dispatcherTo(url: URL): Promise<Dispatcher> {
  const { Agent, ProxyAgent } = await import('undici');
  const options = { connect: { timeout: CONNECT_TIME }, headersTimeout: IDLE_TIME, bodyTimeout: IDLE_TIME };
  const proxy = machineProxy(url, process.env);
  return proxy === undefined ? new Agent(options) : new ProxyAgent({ ...proxy, ...options });
}

/** In the form of errors of Google's client: a status, and the answer's own words where it has some. */
function refusal(code: number, body: string): Error {
  const message = body === '' ? `HTTP ${code}` : body.slice(0, 500);
  try {
    return Object.assign(new Error(message), { code, response: { data: JSON.parse(body) as unknown } });
  } catch {
    return Object.assign(new Error(message), { code });
  }
}
