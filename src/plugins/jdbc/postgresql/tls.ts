import type { ConnectionOptions } from 'node:tls';
import { TaskError } from '../../../contract/errors.ts';
import type { ConnectionProperties, SslMode } from './connection-properties.ts';

/** One way to try: in clear text (`false`) or by TLS with these options. */
export type Encryption = false | ConnectionOptions;

/** The mode that properties and URL ask for; properties win. pgjdbc's default is `prefer`, and `ssl` alone means full checks. */
export function sslModeOf(properties: ConnectionProperties, parameters: ReadonlyMap<string, string>): SslMode {
  if (properties.sslMode !== undefined) return properties.sslMode;
  const inUrl = parameters.get('sslmode');
  if (inUrl !== undefined) return readMode(inUrl);
  const ssl = parameters.get('ssl');
  if (properties.ssl === true || ssl === '' || ssl === 'true') return 'VERIFY_FULL';
  return 'PREFER';
}

/** The ways to connect under a mode, in order: PREFER falls back to clear text, ALLOW begins with it. */
export function encryptions(mode: SslMode, properties: ConnectionProperties): readonly Encryption[] {
  switch (mode) {
    case 'DISABLE':
      return [false];
    case 'ALLOW':
      return [false, tlsOptions(mode, properties)];
    case 'PREFER':
      return [tlsOptions(mode, properties), false];
    default:
      return [tlsOptions(mode, properties)];
  }
}

function tlsOptions(mode: SslMode, properties: ConnectionProperties): ConnectionOptions {
  const verifies = mode === 'VERIFY_CA' || mode === 'VERIFY_FULL';
  return {
    rejectUnauthorized: verifies,
    ...(mode === 'VERIFY_CA' ? { checkServerIdentity: () => undefined } : {}),
    ...(properties.sslRootCert === undefined ? {} : { ca: properties.sslRootCert }),
    ...(properties.sslCert === undefined ? {} : { cert: properties.sslCert }),
    ...(properties.sslKey === undefined ? {} : { key: properties.sslKey }),
    ...(properties.sslKeyPassword === undefined ? {} : { passphrase: properties.sslKeyPassword }),
  };
}

function readMode(text: string): SslMode {
  switch (text.toLowerCase().replaceAll('-', '_')) {
    case 'disable':
      return 'DISABLE';
    case 'allow':
      return 'ALLOW';
    case 'prefer':
      return 'PREFER';
    case 'require':
      return 'REQUIRE';
    case 'verify_ca':
      return 'VERIFY_CA';
    case 'verify_full':
      return 'VERIFY_FULL';
    default:
      throw new TaskError(
        'POSTGRES_BAD_URL',
        `The url's \`sslmode\` should be disable, allow, prefer, require, verify-ca or verify-full, but is "${text}".`,
        { hint: 'Correct the url, or write `sslMode` as a property of the task.', retryable: false },
      );
  }
}
