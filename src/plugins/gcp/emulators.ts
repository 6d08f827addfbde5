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
