import { lookup, type LookupAddress, type LookupOptions } from 'node:dns';
import { isIP } from 'node:net';
import type { Agent } from 'undici';
import { UsageError } from '../../contract/errors.ts';
import { isLocalAddress } from './local-addresses.ts';

/** What a connection asks, as node:net hands it to `lookup`. */
type Found = (error: Error | null, address: string | LookupAddress[], family?: number) => void;

/** Finds the addresses of a name. */
export type FindAddresses = (name: string, options: LookupOptions, found: Found) => void;

/**
 * An agent that connects to no local address, unless its host is allowed by name. It looks at the address at the moment of
 * connecting, for each redirect anew: a name that answers differently a second time gains nothing. It asks no proxy, for a
 * proxy would look names up for itself.
 */
export async function guardedAgent(
  allowed: readonly string[],
  timeout: number,
  find: FindAddresses = (name, options, found) => {
    lookup(name, options, found as never);
  },
): Promise<Agent> {
  const { Agent, buildConnector } = await import('undici');
  const isAllowed = (host: string): boolean => allowed.includes(host.toLowerCase());
  const guardedLookup: FindAddresses = (name, options, found) => {
    find(name, { ...options, all: true }, (error, answer) => {
      if (error !== null) return found(error, '');
      const addresses = typeof answer === 'string' ? [{ address: answer, family: isIP(answer) }] : answer;
      const bad = isAllowed(name) ? undefined : addresses.find(({ address }) => isLocalAddress(address));
      if (bad !== undefined) return found(refusal(name, bad.address), '');
      const [first] = addresses;
      if (options.all === true) return found(null, addresses);
      return found(null, first?.address ?? '', first?.family ?? 4);
    });
  };
  const connect = buildConnector({ timeout, lookup: guardedLookup });
  return new Agent({
    headersTimeout: timeout,
    bodyTimeout: timeout,
    connect(options, done) {
      const host = options.hostname.replace(/^\[|\]$/g, '');
      // An address is not looked up.
      if (isIP(host) !== 0 && !isAllowed(host) && isLocalAddress(host)) done(refusal(host, host), null);
      else connect(options, done);
    },
  });
}

function refusal(host: string, address: string): UsageError {
  const where = host === address ? host : `${host} (${address})`;
  return new UsageError('HTTP_LOCAL', `http(): ${where} is an address of this machine or its neighbours`, {
    hint: `allow it in gitphony.yaml: allowHttp: [${host}], or use a task of io.kestra.plugin.core.http`,
  });
}
