import type * as s3 from '@aws-sdk/client-s3';
import type { S3Client } from '@aws-sdk/client-s3';
import type { Upload } from '@aws-sdk/lib-storage';
import type { RunContext } from '../../../contract/run-context.ts';
import { credentialsOf } from '../credentials.ts';
import { s3Error } from './s3-error.ts';
import type { S3Properties } from './s3-properties.ts';
import { loadSdk } from '../load-sdk.ts';

/** The package of the S3 client. */
export type S3Sdk = typeof s3;

/** An open client and the package that its commands come from. */
export interface S3Session {
  readonly sdk: S3Sdk;
  readonly client: S3Client;
  readonly signal: AbortSignal;
}

/**
 * Opens a client for a task run, does `work`, closes it. Throttling, 5xx and broken connections are tried five times with
 * growing waits by the client itself.
 * @throws TaskError for what S3 refuses; `signal.reason` when aborted.
 */
export async function withS3<T>(
  properties: S3Properties,
  context: Pick<RunContext, 'signal' | 'identity'>,
  work: (session: S3Session) => Promise<T>,
): Promise<T> {
  const sdk = await loadSdk(() => import('@aws-sdk/client-s3'));
  const { endpointOverride, forcePathStyle, compatibilityMode } = properties;
  const region = properties.region ?? context.identity?.clouds.aws?.region;
  const credentials = await credentialsOf(
    { ...properties, ...(region === undefined ? {} : { region }) },
    context.identity,
  );
  const client = new sdk.S3Client({
    maxAttempts: 5,
    ...(credentials === undefined ? {} : { credentials }),
    ...(region === undefined ? {} : { region }),
    ...(endpointOverride === undefined ? {} : { endpoint: endpointOverride }),
    ...(forcePathStyle === undefined ? {} : { forcePathStyle }),
    // Checksums in trailers are younger than many servers that speak S3.
    ...(compatibilityMode === true
      ? { requestChecksumCalculation: 'WHEN_REQUIRED', responseChecksumValidation: 'WHEN_REQUIRED' }
      : {}),
  });
  try {
    return await work({ sdk, client, signal: context.signal });
  } catch (error) {
    context.signal.throwIfAborted();
    throw s3Error(error, properties);
  } finally {
    client.destroy();
  }
}

/** The manager of uploads in parts. */
export async function loadUpload(): Promise<typeof Upload> {
  const { Upload: manager } = await loadSdk(() => import('@aws-sdk/lib-storage'));
  return manager;
}
