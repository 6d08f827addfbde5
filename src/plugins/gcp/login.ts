import { readFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { TaskError } from '../../contract/errors.ts';
import type { RunContext } from '../../contract/run-context.ts';
import { DEFAULT_SCOPES, type GcpProperties } from './properties.ts';
import { type CredentialsDocument, readCredentials } from './service-account.ts';
import { jobCredentials, tokensOf } from './job-credentials.ts';

/** Who a client is, in the form in which both of Google's clients take it. Never printed. */
export interface Login {
  readonly projectId?: string;
  /** Left out: the client looks for application default credentials on its own. */
  readonly credentials?: CredentialsDocument;
  readonly scopes: string[];
}

/** What a login needs of a task's context. */
export type LoginContext = Pick<RunContext, 'mask' | 'log' | 'identity'>;

/** Reads who to be: the key, else the job's own token, else application default credentials; then whom to act as. */
export async function loginOf(properties: GcpProperties, context: LoginContext): Promise<Login> {
  const key = properties.serviceAccount === undefined ? undefined : readCredentials(properties.serviceAccount);
  if (key !== undefined) maskParts(key, context);
  const given = key ?? jobCredentials(context.identity);
  const target = properties.impersonatedServiceAccount;
  const credentials =
    target === undefined ? given : actingAs(target, given ?? (await defaultCredentials()), properties);
  const account = key === undefined ? context.identity?.clouds.gcp?.serviceAccount : undefined;
  const projectId = projectOf(properties, key, account);
  const email = key?.['client_email'] ?? account;
  if (typeof email === 'string') context.log.trace(`acting as ${target ?? email}`);
  return {
    scopes: [...(properties.scopes ?? DEFAULT_SCOPES)],
    ...(projectId === undefined ? {} : { projectId }),
    ...(credentials === undefined ? {} : { credentials }),
  };
}

/** The project that a task works in; undefined where only Google can tell. */
export function projectOf(properties: GcpProperties, document?: CredentialsDocument, email = ''): string | undefined {
  const named = document?.['project_id'];
  const { GOOGLE_CLOUD_PROJECT, GCLOUD_PROJECT } = process.env;
  // A service account's address names the project that it belongs to.
  const owner = /@(.+)\.iam\.gserviceaccount\.com$/.exec(email)?.[1];
  const candidates = [properties.projectId, named, GOOGLE_CLOUD_PROJECT, GCLOUD_PROJECT, owner];
  return candidates.find((name): name is string => typeof name === 'string' && name !== '');
}

/** The parts of a key that are secret wherever they show up, should the whole not have come by \`secret()\`. */
function maskParts(document: CredentialsDocument, context: Pick<RunContext, 'mask'>): void {
  for (const name of ['private_key', 'private_key_id', 'client_secret', 'refresh_token']) {
    const part = document[name];
    if (typeof part === 'string' && part !== '') context.mask(part);
  }
}

/** Source: https://google.aip.dev/auth/4117 (the document by which gcloud stores an impersonation). */
function actingAs(target: string, source: CredentialsDocument, properties: GcpProperties): CredentialsDocument {
  return {
    type: 'impersonated_service_account',
    service_account_impersonation_url: tokensOf(target),
    source_credentials: source,
    scopes: [...(properties.scopes ?? DEFAULT_SCOPES)],
  };
}

/** Application default credentials, where they are a file: impersonation needs their document. */
async function defaultCredentials(): Promise<CredentialsDocument> {
  const named = process.env['GOOGLE_APPLICATION_CREDENTIALS'];
  const config = process.env['CLOUDSDK_CONFIG'] ?? join(homedir(), '.config', 'gcloud');
  const file = named ?? join(config, 'application_default_credentials.json');
  try {
    return readCredentials(await readFile(file, 'utf8'));
  } catch (error) {
    if (error instanceof TaskError) throw error;
    throw new TaskError(
      'GCP_NO_CREDENTIALS',
      `to act as ${target(named)}, expected credentials in ${file}, but it cannot be read`,
      {
        hint: 'set `serviceAccount`, GOOGLE_APPLICATION_CREDENTIALS, or run: gcloud auth application-default login',
        retryable: false,
      },
    );
  }
}

function target(named: string | undefined): string {
  return named === undefined
    ? 'another service account'
    : 'another service account (GOOGLE_APPLICATION_CREDENTIALS is set)';
}
