import type { Storage } from '@google-cloud/storage';
import { findEmulator } from '../emulators.ts';
import { findService } from '../find-service.ts';
import { loadSdk } from '../load-sdk.ts';
import { type LoginContext, loginOf, projectOf } from '../login.ts';
import type { GcpProperties } from '../properties.ts';

/** Google's own client of Cloud Storage. */
export type GcsClient = Storage;

/** Opens a client. Calls that met a 429, a 5xx or a broken line are made again, with growing waits, for two minutes. */
export async function openGcs(properties: GcpProperties, context: LoginContext): Promise<GcsClient> {
  const { IdempotencyStrategy, Storage } = await loadSdk(() => import('@google-cloud/storage'));
  const common = {
    userAgent: 'gitphony',
    // Whatever a task does here it may do twice: uploads write the same bytes, creations are looked at again.
    retryOptions: { idempotencyStrategy: IdempotencyStrategy.RetryAlways, maxRetries: 6, totalTimeout: 120 },
  };
  const emulator = await findEmulator('gcs');
  if (emulator !== undefined) {
    return new Storage({ ...common, apiEndpoint: emulator, projectId: projectOf(properties) ?? 'emulated' });
  }
  const { credentials, projectId, scopes } = await loginOf(properties, context);
  await findService('storage.googleapis.com');
  return new Storage({
    ...common,
    scopes,
    ...(projectId === undefined ? {} : { projectId }),
    ...(credentials === undefined ? {} : { credentials }),
  });
}

/** A sum by which Cloud Storage checks what it holds. */
export interface Crc32c {
  update(data: Buffer): void;
  /** In base64. */
  toString(): string;
}

/** The sum of nothing yet. */
export async function newCrc32c(): Promise<Crc32c> {
  const { CRC32C } = await loadSdk(() => import('@google-cloud/storage'));
  return new CRC32C();
}
