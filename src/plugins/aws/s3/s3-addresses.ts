import { createWriteStream } from 'node:fs';
import { rm, stat } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { type AddressContext, defineAddressScheme } from '../../../contract/address-scheme.ts';
import { TaskError } from '../../../contract/errors.ts';
import { withS3 } from './client.ts';
import { downloadObject } from './download-object.ts';
import { type S3Properties, s3Properties } from './s3-properties.ts';

/** Reads `s3://bucket/key` for every task and template. */
export const s3Addresses = defineAddressScheme({
  scheme: 's3',
  login: s3Properties,
  deletedBy: 'io.kestra.plugin.aws.s3.Delete',
  look: (address, login, context) => explained(login, () => stateOf(address, login, context)),
  fetch: (address, found, path, login, context) =>
    explained(login, async () => {
      const { bucket, key } = parse(address);
      const [eTag] = found.version.split(' ');
      try {
        await withS3({ ...login, bucket }, context, async (session) =>
          downloadObject(session, { bucket, key, ...(eTag === '' ? {} : { ifMatch: eTag }) }, intoFile(path, context)),
        );
        return 'fetched';
      } catch (error) {
        if (statusOf(error) === 412) return 'changed';
        throw error;
      }
    }),
});

/** `%20` stands for a space, as in addresses of Cloud Storage. */
function parse(address: string): { readonly bucket: string; readonly key: string } {
  const [bucket = '', ...key] = address.slice('s3://'.length).split('/');
  return { bucket, key: key.join('/').replaceAll('%20', ' ') };
}

async function stateOf(address: string, login: S3Properties, context: AddressContext) {
  const { bucket, key } = parse(address);
  try {
    return await withS3({ ...login, bucket }, context, async ({ sdk, client, signal }) => {
      const held = await client.send(new sdk.HeadObjectCommand({ Bucket: bucket, Key: key }), { abortSignal: signal });
      const size = held.ContentLength ?? 0;
      return { size, version: [held.ETag ?? '', held.VersionId ?? '', size].join(' ') };
    });
  } catch (error) {
    if (statusOf(error) === 404) return undefined;
    throw statusOf(error) === 403 ? denied(address, error) : error;
  }
}

/** S3 gives no reason for a look. Source: https://docs.aws.amazon.com/AmazonS3/latest/API/API_HeadObject.html (Permissions) */
function denied(address: string, error: unknown): unknown {
  if (!(error instanceof TaskError) || error.hint !== undefined) return error;
  return new TaskError(error.code, `${error.message}: these credentials may not look at ${address}`, {
    hint: 'look at the policies of the user or role and of the bucket: s3:GetObject is needed, and without s3:ListBucket what is not there is refused too',
    retryable: false,
    cause: error.cause,
  });
}

/** What S3 answered: the client's own error is the cause of ours. */
function statusOf(error: unknown): number | undefined {
  const cause =
    error instanceof Error ? (error.cause as { $metadata?: { httpStatusCode?: number } } | undefined) : undefined;
  return cause?.$metadata?.httpStatusCode;
}

/** Storage of one file: the one that is asked for. */
function intoFile(path: string, context: AddressContext): Parameters<typeof downloadObject>[2] {
  return {
    progress: (progress) => context.progress(progress),
    storage: {
      async put(_name, content) {
        await pipeline(content instanceof Readable ? content : Readable.from([content]), createWriteStream(path));
        return path;
      },
      size: async () => (await stat(path)).size,
      async delete() {
        await rm(path, { force: true });
        return true;
      },
    },
  };
}

/** Says how an address gets its login: most tasks that read one have no property for it. */
async function explained<T>(login: S3Properties, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof TaskError) || login.accessKeyId !== undefined) throw error;
    const hint = hintOf(error);
    if (hint === undefined) throw error;
    throw new TaskError(error.code, error.message, { hint, retryable: error.retryable, cause: error.cause });
  }
}

const byDefault =
  'give region, accessKeyId and secretKeyId in pluginDefaults of io.kestra.plugin.aws.s3.Download (docs/files.md)';

function hintOf({ code, cause }: TaskError): string | undefined {
  if (code === 'IDENTITY_TOKEN') {
    return `write the bucket into the flow (a variable such as \`lake: s3://bucket\`) and compile it, so that its job may show its token; or ${byDefault}`;
  }
  const isLogin = code === 'AWS_REGION' || (cause instanceof Error && cause.name === 'CredentialsProviderError');
  return isLogin
    ? `${byDefault}, or set AWS_REGION, AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY in the environment`
    : undefined;
}
