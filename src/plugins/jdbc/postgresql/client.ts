import { userInfo } from 'node:os';
import type { Client as PgClient, ClientConfig } from 'pg';
import type { CopyStreamQuery, CopyToStreamQuery } from 'pg-copy-streams';
import { TaskError } from '../../../contract/errors.ts';
import { type PostgresAddress, type PostgresHost, parseAddress } from './address.ts';
import {
  type ConnectTarget,
  connectError,
  type FailedAttempt,
  isFinalRefusal,
  mayNeedOtherEncryption,
} from './connect-error.ts';
import type { ConnectionProperties } from './connection-properties.ts';
import { type Encryption, encryptions, sslModeOf } from './tls.ts';

/** pgjdbc's default for `connectTimeout`, in seconds. */
const CONNECT_TIMEOUT = 10;

/** An open connection. Column values come as PostgreSQL's own texts; values.ts reads them. */
export type PostgresClient = PgClient;

/** What a connection was opened with; never printed, for it holds the password. */
export interface ConnectionPlan {
  readonly address: PostgresAddress;
  readonly ways: readonly Encryption[];
  readonly config: ClientConfig;
  readonly target: ConnectTarget;
}

/** An open connection and the host that took it. */
export interface Connected {
  readonly client: PostgresClient;
  readonly host: PostgresHost;
}

/** Reads the connection properties; `applicationName` is how the server lists the session. */
export function planConnection(
  properties: ConnectionProperties,
  applicationName: (own: string | undefined) => string,
): ConnectionPlan {
  const address = parseAddress(properties.url);
  const user = properties.username ?? address.user ?? userInfo().username;
  const password = properties.password ?? address.password ?? '';
  const database = address.database ?? user;
  const timeout = readTimeout(address.parameters.get('connecttimeout'));
  return {
    address,
    ways: encryptions(sslModeOf(properties, address.parameters), properties),
    target: { user, database, hasPassword: password !== '', timeout },
    config: {
      user,
      database,
      // A function, for pg falls back to PGPASSWORD and .pgpass where it is given an empty text.
      password: () => password,
      application_name: applicationName(address.parameters.get('applicationname')),
      ...(address.parameters.has('options') ? { options: address.parameters.get('options') } : {}),
      connectionTimeoutMillis: timeout,
      keepAlive: true,
      types: { getTypeParser: () => (text: unknown) => text },
    },
  };
}

/**
 * Opens a connection to the first host that takes it, in the first way (TLS or clear text) that it takes.
 * @throws TaskError with every attempt in its message; `signal.reason` when aborted.
 */
export async function connect(plan: ConnectionPlan, signal: AbortSignal): Promise<Connected> {
  const { Client } = await import('pg');
  const attempts: FailedAttempt[] = [];
  for (const host of plan.address.hosts) {
    for (const encryption of plan.ways) {
      signal.throwIfAborted();
      const client = new Client({ ...plan.config, host: host.host, port: host.port, ssl: encryption });
      const error = await tryToConnect(client, signal);
      if (error === undefined) return { client, host };
      attempts.push({ ...host, encrypted: encryption !== false, error });
      if (!mayNeedOtherEncryption(error)) break;
    }
    if (isFinalRefusal(attempts.at(-1)?.error)) break;
  }
  signal.throwIfAborted();
  throw connectError(withoutFallbackNoise(attempts), plan.target);
}

async function tryToConnect(client: PostgresClient, signal: AbortSignal): Promise<unknown> {
  const drop = (): void => void client.connection.stream.destroy();
  signal.addEventListener('abort', drop, { once: true });
  try {
    await client.connect();
    return undefined;
  } catch (error) {
    drop();
    return error;
  } finally {
    signal.removeEventListener('abort', drop);
  }
}

/** "No TLS here" is no news where clear text was tried next. */
function withoutFallbackNoise(attempts: readonly FailedAttempt[]): readonly FailedAttempt[] {
  return attempts.filter(({ host, port, encrypted }, index) => {
    const next = attempts[index + 1];
    return !(encrypted && next !== undefined && next.host === host && next.port === port && !next.encrypted);
  });
}

function readTimeout(text: string | undefined): number {
  const seconds = text === undefined || text === '' ? CONNECT_TIMEOUT : Number(text);
  if (Number.isInteger(seconds) && seconds >= 0) return seconds * 1000;
  throw new TaskError('POSTGRES_BAD_URL', `The url's \`connectTimeout\` should be whole seconds, but is "${text}".`, {
    hint: 'Write `?connectTimeout=10`, or leave it out.',
    retryable: false,
  });
}

// pg-copy-streams is CommonJS: bundled, it has a default export only.

/** A stream whose bytes go into `COPY … FROM STDIN`. Hand it to `client.query`. */
export async function copyInStream(sql: string, highWaterMark: number): Promise<CopyStreamQuery> {
  const { default: copyStreams } = await import('pg-copy-streams');
  return copyStreams.from(sql, { highWaterMark });
}

/** A stream of what `COPY … TO STDOUT` sends. Hand it to `client.query`. */
export async function copyOutStream(sql: string, highWaterMark: number): Promise<CopyToStreamQuery> {
  const { default: copyStreams } = await import('pg-copy-streams');
  return copyStreams.to(sql, { highWaterMark });
}
