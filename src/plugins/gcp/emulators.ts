import { connect } from 'node:net';
import { TaskError } from '../../contract/errors.ts';

const variables = {
  gcs: 'GITPHONY_GCS_ENDPOINT',
  bigquery: 'GITPHONY_BIGQUERY_ENDPOINT',
  /** gRPC, for StorageWrite. */
  bigqueryStorage: 'GITPHONY_BIGQUERY_STORAGE_ENDPOINT',
} as const;

/**
 * Where a service is found instead of at Google, such as `http://127.0.0.1:4443`: an emulator, for tests and for trying flows
 * without an account. No credentials go there. Names of our own, because the clients read `STORAGE_EMULATOR_HOST` too and then
 * build wrong upload addresses.
 * @throws TaskError GCP_BAD_ENDPOINT
 */
export function emulatorOf(service: keyof typeof variables): string | undefined {
  const name = variables[service];
  const text = process.env[name];
  if (text === undefined || text === '') return undefined;
  if (/^https?:\/\/[^/\s]+\/?$/.test(text)) return text.replace(/\/$/, '');
  throw new TaskError('GCP_BAD_ENDPOINT', `expected ${name} to look like http://127.0.0.1:4443, got ${text}`, {
    hint: `write scheme, host and port into ${name}, or unset it to reach Google`,
    retryable: false,
  });
}

/**
 * {@link emulatorOf}, looked for first: Google's clients try a dead address for minutes, and an emulator that somebody forgot to start
 * does not come back.
 * @throws TaskError GCP_UNREACHABLE
 */
export async function findEmulator(service: keyof typeof variables): Promise<string | undefined> {
  const address = emulatorOf(service);
  if (address === undefined) return undefined;
  const problem = await problemOf(new URL(address));
  if (problem === undefined) return address;
  throw new TaskError('GCP_UNREACHABLE', `expected an emulator at ${address}, got no answer: ${problem.message}`, {
    hint: `start it (npm run emulators, in the checkout of Gitphony), or unset ${variables[service]} to reach Google`,
    retryable: false,
    cause: problem,
  });
}

function problemOf({ hostname, port, protocol }: URL): Promise<Error | undefined> {
  return new Promise((resolve) => {
    const defaultPort = protocol === 'https:' ? 443 : 80;
    const socket = connect({ host: hostname, port: port === '' ? defaultPort : Number(port), timeout: 5000 });
    const end = (problem?: Error): void => {
      socket.destroy();
      resolve(problem);
    };
    socket.once('connect', () => end());
    socket.once('timeout', () => end(new Error('it did not answer in 5 s')));
    socket.once('error', end);
  });
}
