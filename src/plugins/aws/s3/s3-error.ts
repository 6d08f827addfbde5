import { TaskError } from '../../../contract/errors.ts';
import type { S3Properties } from './s3-properties.ts';

/** What to do, by S3's own name of an error. Source: https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html */
const hints: Readonly<Record<string, string>> = {
  NoSuchBucket: 'Check `bucket` and `region`, or make it in an earlier task by io.kestra.plugin.aws.s3.CreateBucket.',
  NoSuchKey: 'Check `key`: it has no slash in front, and upper and lower case count.',
  NotFound: 'Check `bucket` and `key`: the key has no slash in front, and upper and lower case count.',
  AccessDenied:
    'The credentials are known but may not do this: look at the policies of the user or role and of the bucket.',
  Forbidden:
    'The credentials are known but may not do this: look at the policies of the user or role and of the bucket.',
  InvalidAccessKeyId: 'Check `accessKeyId`: this account has no such key.',
  InvalidClientTokenId: 'Check `accessKeyId` and `sessionToken`: the token service does not know them.',
  SignatureDoesNotMatch: 'Check `secretKeyId`: it does not belong to `accessKeyId`.',
  ExpiredToken: 'The session token has expired: get new temporary credentials, or use `stsRoleArn`, which renews them.',
  RequestTimeTooSkewed: 'The clock of this machine is wrong: set it, then run again.',
  BucketAlreadyExists: 'Names of buckets are shared by all accounts: choose another one.',
  BucketAlreadyOwnedByYou: 'The bucket is yours already; drop this task, or set `allowFailure: true` on it.',
  InvalidBucketName: 'A name has 3 to 63 lower-case letters, digits, dots and hyphens.',
  CredentialsProviderError:
    'Set `accessKeyId` and `secretKeyId`, or AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY in the environment.',
  PermanentRedirect: 'The bucket is in another region: set `region` to it.',
};

interface SdkError extends Error {
  readonly $metadata?: { readonly httpStatusCode?: number; readonly attempts?: number };
  readonly code?: string;
}

/** A TaskError for what the AWS clients throw; others stay as they are. It never shows a key. */
export function s3Error(error: unknown, { bucket, endpointOverride }: S3Properties): unknown {
  if (error instanceof TaskError || !(error instanceof Error)) return error;
  const { message, code, $metadata } = error as SdkError;
  const name = nameOf(error);
  if (message === 'Region is missing') {
    return new TaskError('AWS_REGION', 'expected a region, but neither `region` nor the environment has one', {
      hint: 'Set `region`, as eu-central-1, or AWS_REGION in the environment.',
      retryable: false,
      cause: error,
    });
  }
  // The client compares what came with the checksum that S3 keeps, and has no name for this.
  if (message.startsWith('Checksum mismatch')) {
    return new TaskError('CHECKSUM_MISMATCH', `S3: ${message}`, {
      hint: 'Run the task again; the object was changed on its way, or meanwhile.',
      retryable: true,
      cause: error,
    });
  }
  const status = $metadata?.httpStatusCode;
  if (status === undefined && code === undefined && !(name in hints) && name !== 'TimeoutError') return error;
  const place =
    bucket === undefined ? '' : ` (bucket ${bucket}${endpointOverride === undefined ? '' : ` at ${endpointOverride}`})`;
  const kind = status === undefined ? (code ?? name) : `${name}, HTTP ${status}`;
  // An answer to HEAD has no body, hence no words.
  const words = message === '' || message === 'UnknownError' ? 'the request was refused' : message;
  const hint = hints[name];
  return new TaskError('S3_ERROR', `S3: ${words} [${kind}]${place}`, {
    ...(hint === undefined ? {} : { hint }),
    retryable: status === undefined ? code !== 'ENOTFOUND' && !(name in hints) : status >= 500 || status === 429,
    cause: error,
  });
}

/** An answer to HEAD has no body that could name the error: the client calls it unknown. */
function nameOf({ name, $metadata }: SdkError): string {
  const isNameless = name === 'Unknown' || name === 'UnknownError';
  return isNameless && $metadata?.httpStatusCode === 403 ? 'Forbidden' : name;
}
