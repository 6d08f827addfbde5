import { rename } from 'node:fs/promises';
import { dirname } from 'node:path';
import { type AddressContext, defineAddressScheme } from '../../../contract/address-scheme.ts';
import { TaskError } from '../../../contract/errors.ts';
import { googleError, readFault } from '../google-error.ts';
import { type GcpProperties, gcpProperties } from '../properties.ts';
import { type GcsAddress, parseObject } from './address.ts';
import { openGcs } from './client.ts';
import { type FetchContext, fetchObject } from './fetch-object.ts';

/** Reads `gs://bucket/name` for every task and template. */
export const gcsAddresses = defineAddressScheme({
  scheme: 'gs',
  login: gcpProperties,
  deletedBy: 'io.kestra.plugin.gcp.gcs.Delete',
  look: (address, login, context) => explained(login, () => stateOf(parseObject('address', address), login, context)),
  fetch: (address, found, path, login, context) =>
    explained(login, async () => {
      const object = parseObject('address', address);
      const into = intoFile(path, context);
      try {
        await fetchObject(await openGcs(login, context), object, true, into, found.version);
        return 'fetched';
      } catch (error) {
        // A generation that is there no longer was overwritten, or deleted: the next look tells.
        if (error instanceof TaskError && error.code === 'GCP_NOT_FOUND') return 'changed';
        throw error;
      }
    }),
});

async function stateOf({ bucket, name }: GcsAddress, login: GcpProperties, context: AddressContext) {
  const client = await openGcs(login, context);
  try {
    const [held] = await client.bucket(bucket).file(name).getMetadata();
    return { size: Number(held.size ?? 0), version: String(held.generation ?? '') };
  } catch (error) {
    context.signal.throwIfAborted();
    if (readFault(error).status === 404) return undefined;
    throw googleError(error, `look at gs://${bucket}/${name}`);
  }
}

/** Storage of one file: the one that is asked for. */
function intoFile(path: string, { log, progress, signal }: AddressContext): FetchContext {
  return {
    log,
    progress,
    signal,
    // What a task reads by the way is no figure of its own.
    metric: () => undefined,
    workingDirectory: async () => dirname(path),
    storage: {
      async putFile(_name, from) {
        await rename(from, path);
        return path;
      },
    },
  };
}

/** Says how an address gets its login: most tasks that read one have no property for it. */
async function explained<T>(login: GcpProperties, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof TaskError) || login.serviceAccount !== undefined) throw error;
    const hint = hints[error.code];
    if (hint === undefined) throw error;
    throw new TaskError(error.code, error.message, { hint, retryable: error.retryable, cause: error.cause });
  }
}

const byDefault = 'give `serviceAccount` in pluginDefaults of io.kestra.plugin.gcp.gcs.Download (docs/files.md)';
const hints: Readonly<Record<string, string>> = {
  GCP_NO_CREDENTIALS: `${byDefault}, or run: gcloud auth application-default login`,
  IDENTITY_TOKEN: `write the bucket into the flow (a variable such as \`lake: gs://bucket\`) and compile it, so that its job may show its token; or ${byDefault}`,
};
