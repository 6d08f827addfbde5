import { TaskError } from '../../../contract/errors.ts';

/** A server to try. */
export interface PostgresHost {
  readonly host: string;
  readonly port: number;
}

/** What a database URL says. */
export interface PostgresAddress {
  /** At least one, in the order in which they are tried. */
  readonly hosts: readonly PostgresHost[];
  /** Undefined: the server takes the user's name. */
  readonly database: string | undefined;
  readonly user: string | undefined;
  readonly password: string | undefined;
  /** The URL's other parameters, by lower-case name. */
  readonly parameters: ReadonlyMap<string, string>;
}

const DEFAULT_PORT = 5432;
const FORM = 'jdbc:postgresql://host:5432/database';

/**
 * Reads `jdbc:postgresql://host:port,host:port/database?parameters`, the same without `jdbc:`, and pgjdbc's short forms
 * `jdbc:postgresql:database` and `jdbc:postgresql:/`. IPv6 addresses stand in brackets.
 * Source: https://jdbc.postgresql.org/documentation/use/#connecting-to-the-database
 * @throws TaskError POSTGRES_BAD_URL, which shows nothing of the URL beyond its scheme: it may hold a password.
 */
export function parseAddress(url: string): PostgresAddress {
  const text = url.trim();
  const scheme = /^(?:jdbc:)?postgres(?:ql)?:/.exec(text)?.[0];
  if (scheme === undefined) throw badUrl(`it begins with "${schemeOf(text)}"`);
  const [location = '', query = ''] = splitOnce(text.slice(scheme.length), '?');
  const parameters = new Map<string, string>();
  for (const [name, value] of new URLSearchParams(query)) parameters.set(name.toLowerCase(), value);
  const common = { parameters, user: parameters.get('user'), password: parameters.get('password') };
  if (!location.startsWith('//')) {
    const database = decode(location.replace(/^\//, ''));
    return { ...common, hosts: [{ host: 'localhost', port: DEFAULT_PORT }], database: database || undefined };
  }
  const [authority = '', path = ''] = splitOnce(location.slice(2), '/');
  const at = authority.lastIndexOf('@');
  const [user, password] = at === -1 ? [] : splitOnce(authority.slice(0, at), ':');
  return {
    parameters,
    user: user === undefined ? common.user : decode(user),
    password: password === undefined ? common.password : decode(password),
    hosts: authority
      .slice(at + 1)
      .split(',')
      .map(parseHost),
    database: decode(path) || undefined,
  };
}

function parseHost(text: string): PostgresHost {
  const match = /^(?:\[([^\]]+)\]|([^:[\]\s]*))(?::(\d*))?$/.exec(text);
  if (match === null) throw badUrl('its host and port cannot be read');
  const host = match[1] ?? match[2] ?? '';
  const port = match[3] === undefined || match[3] === '' ? DEFAULT_PORT : Number(match[3]);
  if (port < 1 || port > 65_535) throw badUrl(`its port is ${port}, not one of 1 to 65535`);
  return { host: host === '' ? 'localhost' : decode(host), port };
}

function splitOnce(text: string, separator: string): [string] | [string, string] {
  const at = text.indexOf(separator);
  return at === -1 ? [text] : [text.slice(0, at), text.slice(at + separator.length)];
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    // A lone % is no escape: pgjdbc takes such a name as it is written, and so do we.
    return text;
  }
}

function schemeOf(text: string): string {
  return /^[a-z][a-z0-9+.-]*:(?:[a-z][a-z0-9+.-]*:)?/i.exec(text)?.[0] ?? 'no scheme';
}

function badUrl(what: string): TaskError {
  return new TaskError('POSTGRES_BAD_URL', `The \`url\` of the database should look like ${FORM}, but ${what}.`, {
    hint: `Write \`url: ${FORM}\`; user and password go into \`username\` and \`password\`.`,
    retryable: false,
  });
}
