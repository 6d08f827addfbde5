import { TaskError } from '../../../contract/errors.ts';
import type { PostgresHost } from './address.ts';
import { isDatabaseError, isPassing, systemCode } from './database-error.ts';

/** One attempt to reach a server. */
export interface FailedAttempt extends PostgresHost {
  readonly encrypted: boolean;
  readonly error: unknown;
}

/** Who wanted to connect to what. */
export interface ConnectTarget {
  readonly user: string;
  readonly database: string;
  readonly hasPassword: boolean;
  /** Milliseconds. */
  readonly timeout: number;
}

interface Reason {
  readonly code: string;
  readonly text: string;
  readonly hint: string;
  readonly retryable: boolean;
}

/** pg says it in words only. */
const NO_TLS = 'The server does not support SSL connections';

/** True where another way of encryption may do: the server has no TLS, its handshake fails, or its rules want the other way. */
export function mayNeedOtherEncryption(error: unknown): boolean {
  if (isDatabaseError(error)) return error.code === '28000';
  return reasonOfTls(error) !== undefined;
}

/** True where the server was there and said no for good: the other hosts of the URL are not tried. */
export function isFinalRefusal(error: unknown): boolean {
  return isDatabaseError(error) && !isPassing(error.code);
}

/** One error for all attempts. It names hosts and ports, user and database, never the password. */
export function connectError(attempts: readonly FailedAttempt[], target: ConnectTarget): TaskError {
  const last = attempts.at(-1);
  if (last === undefined) throw new Error('connectError needs an attempt');
  const reasons = attempts.map((attempt) => ({ attempt, reason: reasonOf(attempt, target) }));
  const decisive = reasonOf(last, target);
  const told = new Set<string>();
  for (const { attempt, reason } of reasons) {
    told.add(`${place(attempt)}: ${reason.text}`);
  }
  const tried = told.size === 1 ? ` ${[...told].join('')}` : `\n${[...told].map((line) => `  ${line}`).join('\n')}`;
  const message = `PostgreSQL could not be reached as user "${target.user}", database "${target.database}":${tried}`;
  const retryable = reasons.some(({ reason }) => reason.retryable) && decisive.code === 'POSTGRES_UNREACHABLE';
  return new TaskError(decisive.code, message, { hint: decisive.hint, retryable, cause: last.error });
}

function place({ host, port }: PostgresHost): string {
  return host.includes(':') ? `[${host}]:${port}` : `${host}:${port}`;
}

function reasonOf(attempt: FailedAttempt, target: ConnectTarget): Reason {
  const { error } = attempt;
  if (isDatabaseError(error)) return reasonOfServer(error.code, error.message, target);
  return (
    reasonOfPassword(error, target) ?? reasonOfTls(error) ?? reasonOfNetwork(systemCode(error), error, attempt, target)
  );
}

function reasonOfServer(sqlState: string, message: string, target: ConnectTarget): Reason {
  const text = `${message} (SQLSTATE ${sqlState})`;
  if (sqlState.startsWith('28')) {
    const hint = /pg_hba|encryption/.test(message)
      ? 'The server accepts this user, database or address only in another way: look at `sslMode` and at the server’s pg_hba.conf.'
      : 'Check `username` and `password`, and that the secret they come from is the one of this server.';
    return { code: 'POSTGRES_AUTH_FAILED', text, hint, retryable: false };
  }
  if (sqlState === '3D000') {
    const hint = `Create it (\`CREATE DATABASE ${target.database}\`), or correct the last part of \`url\`.`;
    return { code: 'POSTGRES_DATABASE_MISSING', text, hint, retryable: false };
  }
  if (isPassing(sqlState)) {
    const hint = 'The server is starting, stopping or full: try again, or give the task a `retry`.';
    return { code: 'POSTGRES_UNREACHABLE', text, hint, retryable: true };
  }
  return { code: 'POSTGRES_REFUSED', text, hint: 'Check the parameters of `url`.', retryable: false };
}

function reasonOfPassword(error: unknown, target: ConnectTarget): Reason | undefined {
  if (!(error instanceof Error) || !/SASL|password/i.test(error.message)) return undefined;
  const text = target.hasPassword
    ? `the log-in broke off: ${error.message}`
    : 'the server asks for a password and none was given';
  return {
    code: 'POSTGRES_AUTH_FAILED',
    text,
    hint: 'Give `password`, best from a secret: `password: "{{ secret(\'POSTGRES_PASSWORD\') }}"`.',
    retryable: false,
  };
}

function reasonOfTls(error: unknown): Reason | undefined {
  if (!(error instanceof Error)) return undefined;
  const code = systemCode(error) ?? '';
  if (error.message === NO_TLS) {
    return {
      code: 'POSTGRES_TLS_FAILED',
      text: 'the server does not support TLS',
      hint: 'Set `sslMode: DISABLE` (or leave `ssl` and `sslMode` out) if clear text is right for this network.',
      retryable: false,
    };
  }
  if (
    /CERT|SIGNED|ISSUER|ERR_TLS|ERR_SSL|ERR_OSSL|EPROTO|UNABLE_TO/.test(code) ||
    /SSL connection/.test(error.message)
  ) {
    return {
      code: 'POSTGRES_TLS_FAILED',
      text: `TLS failed: ${error.message}${code === '' ? '' : ` (${code})`}`,
      hint: 'Give the issuer’s certificate as `sslRootCert`, connect by the name in the certificate, or lower `sslMode` to REQUIRE.',
      retryable: false,
    };
  }
  return undefined;
}

function reasonOfNetwork(
  code: string | undefined,
  error: unknown,
  { host, port }: PostgresHost,
  { timeout }: ConnectTarget,
): Reason {
  const unreachable = (text: string, hint: string, retryable: boolean): Reason => {
    return { code: 'POSTGRES_UNREACHABLE', text, hint, retryable };
  };
  const message = error instanceof Error ? error.message : String(error);
  switch (code) {
    case 'ENOTFOUND':
      return unreachable(
        `no such host (DNS knows no "${host}")`,
        'Check the host in `url`. The name of a Docker service is known only inside its network: from outside use localhost and the published port.',
        false,
      );
    case 'EAI_AGAIN':
      return unreachable(
        `DNS did not answer for "${host}"`,
        'Check this machine’s network and name server, then try again.',
        true,
      );
    case 'ECONNREFUSED':
      return unreachable(
        `connection refused: nothing listens on port ${port}`,
        'Start the server (`gitphony services up` starts the project’s own), or correct host and port in `url`.',
        true,
      );
    case 'ETIMEDOUT':
    case 'EHOSTUNREACH':
    case 'ENETUNREACH':
      return unreachable(
        `no way there (${code})`,
        'A firewall or network rule is likely: is this machine’s address allowed?',
        true,
      );
    default:
      if (message === 'timeout expired') {
        return unreachable(
          `no answer within ${timeout / 1000} s`,
          'Check that a PostgreSQL listens there and no firewall swallows packets; `connectTimeout` in `url` sets the limit.',
          true,
        );
      }
      return unreachable(
        `${message}${code === undefined ? '' : ` (${code})`}`,
        'Is it a PostgreSQL that listens on this port? Its log says why it closed the connection.',
        true,
      );
  }
}
