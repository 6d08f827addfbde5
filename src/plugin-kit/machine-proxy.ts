/** A proxy by which this machine reaches others. */
export interface Proxy {
  readonly uri: string;
  /** Value of the header by which it knows us. */
  readonly token?: string;
}

/** The proxy that the environment names for an address. The common reading of the variables: lower case first, NO_PROXY as a list of names and suffixes, `*` for all. */
export function machineProxy(url: URL, environment: NodeJS.ProcessEnv): Proxy | undefined {
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
