import { lookup } from 'node:dns/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { TaskError } from '../../contract/errors.ts';
import { machineProxy } from '../../plugin-kit/machine-proxy.ts';
import { unreachable } from './google-error.ts';

/** Milliseconds between looks: a resolver that is only starting answers within seconds. */
const WAITS: readonly number[] = [1000, 2000];

/**
 * Looks once whether a service of Google's has an address here: its clients try a name that nobody knows for one or two minutes,
 * without a word. Behind a proxy the proxy finds names.
 * @throws TaskError GCP_UNREACHABLE
 */
export async function findService(host: string, waits: readonly number[] = WAITS): Promise<void> {
  if (machineProxy(new URL(`https://${host}`), process.env) !== undefined) return;
  for (const wait of [...waits, undefined]) {
    try {
      await lookup(host);
      return;
    } catch (cause) {
      if (wait === undefined) {
        const reason = cause instanceof Error ? cause.message : String(cause);
        throw new TaskError(
          'GCP_UNREACHABLE',
          `expected ${host} to have an address, but this machine finds none: ${reason}`,
          {
            hint: unreachable,
            retryable: true,
            cause,
          },
        );
      }
      await sleep(wait);
    }
  }
}
