import type { Dispatcher } from 'undici';
import { basicCredentials, machineProxy, type Proxy } from '../../../plugin-kit/machine-proxy.ts';
import { readDuration } from '../../../plugin-kit/read-duration.ts';
import type { HttpProperties } from './properties.ts';

type Options = NonNullable<HttpProperties['options']>;

/** What undici needs to know of a connection. Times in milliseconds. */
export interface ConnectionOptions {
  readonly connectTimeout: number;
  readonly idleTimeout: number;
  readonly insecure: boolean;
  readonly proxy?: Proxy;
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
