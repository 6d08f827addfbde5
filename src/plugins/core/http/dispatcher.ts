import type { Dispatcher } from 'undici';
import { readDuration } from '../../../plugin-kit/read-duration.ts';
import type { HttpProperties } from './properties.ts';

type Options = NonNullable<HttpProperties['options']>;

/** What undici needs to know of a connection. Times in milliseconds. */
export interface ConnectionOptions {
  readonly connectTimeout: number;
  readonly idleTimeout: number;
  readonly insecure: boolean;
  readonly proxy?: { readonly uri: string; readonly token?: string };
}

/** Reads the connection's part of the properties; `environment` tells the machine's proxy. */
export function connectionOptions(
  { options = {}, sslOptions }: HttpProperties,
  url: URL,
  environment: NodeJS.ProcessEnv,
): ConnectionOptions {
  const connect = options.timeout?.connectTimeout ?? options.connectTimeout ?? 'PT10S';
  const idle = options.timeout?.readIdleTimeout ?? options.readTimeout ?? options.readIdleTimeout ?? 'PT5M';
  const proxy = options.proxy === undefined ? machineProxy(url, environment) : statedProxy(options.proxy);
  return {
    connectTimeout: readDuration('options.timeout.connectTimeout', connect),
    idleTimeout: readDuration('options.timeout.readIdleTimeout', idle),
    insecure: (options.ssl ?? sslOptions)?.insecureTrustAllCertificates === true,
    ...(proxy === undefined ? {} : { proxy }),
  };
}

/** A dispatcher for one request; the caller destroys it. */
export async function createDispatcher(options: ConnectionOptions): Promise<Dispatcher> {
  const { Agent, ProxyAgent } = await import('undici');
  const tls = { timeout: options.connectTimeout, rejectUnauthorized: !options.insecure };
  const times = { headersTimeout: options.idleTimeout, bodyTimeout: options.idleTimeout };
  if (options.proxy === undefined) return new Agent({ connect: tls, ...times });
  return new ProxyAgent({ ...options.proxy, requestTls: tls, proxyTls: tls, ...times });
}

function statedProxy(proxy: NonNullable<Options['proxy']>): ConnectionOptions['proxy'] {
  if (proxy.type === 'DIRECT' || proxy.address === undefined) return undefined;
  const uri = `http://${proxy.address}:${proxy.port ?? 8080}`;
  if (proxy.username === undefined) return { uri };
  return { uri, token: basicCredentials(proxy.username, proxy.password ?? '') };
}

/** The common reading of the variables: lower case first, NO_PROXY as a list of names and suffixes, `*` for all. */
function machineProxy(url: URL, environment: NodeJS.ProcessEnv): ConnectionOptions['proxy'] {
  const name = url.protocol === 'https:' ? 'https_proxy' : 'http_proxy';
  const text = environment[name] ?? environment[name.toUpperCase()] ?? '';
  if (!URL.canParse(text)) return undefined;
  const exceptions = (environment['no_proxy'] ?? environment['NO_PROXY'] ?? '').split(/[\s,]+/u);
  if (exceptions.some((exception) => isException(exception.toLowerCase(), url))) return undefined;
  const proxy = new URL(text);
  if (proxy.username === '') return { uri: proxy.origin };
  const credentials = [proxy.username, proxy.password].map(decodeURIComponent) as [string, string];
  return { uri: proxy.origin, token: basicCredentials(...credentials) };
}

function isException(exception: string, { hostname, host }: URL): boolean {
  if (exception === '*' || exception === hostname || exception === host) return true;
  const suffix = exception.replace(/^\*?\.?/u, '.');
  return suffix !== '.' && hostname.endsWith(suffix);
}

/** The value of an Authorization header for a user and a password (RFC 7617). */
export function basicCredentials(user: string, password: string): string {
  return `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`;
}
