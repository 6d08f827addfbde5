import { generateKeyPairSync } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { WorkloadIdentity } from '../../contract/workload-identity.ts';
import { type LoginContext, loginOf } from './login.ts';

const { privateKey } = generateKeyPairSync('rsa', {
  modulusLength: 2048,
  privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  publicKeyEncoding: { type: 'spki', format: 'pem' },
});
const key = {
  type: 'service_account',
  project_id: 'of-the-key',
  client_email: 'robot@of-the-key.iam.gserviceaccount.com',
  private_key: privateKey,
};
const user = {
  type: 'authorized_user',
  client_id: 'c',
  client_secret: 'planted-client-secret',
  refresh_token: 'planted-refresh',
};
const provider = 'projects/1/locations/global/workloadIdentityPools/github/providers/flows';
const identity: WorkloadIdentity = {
  clouds: { gcp: { workloadIdentityProvider: provider, serviceAccount: 'flows@of-the-job.iam.gserviceaccount.com' } },
  token: async (audience) => `token for ${audience}`,
};
const target = 'loader@elsewhere.iam.gserviceaccount.com';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'gitphony-login-'));
  await writeFile(join(folder, 'application_default_credentials.json'), JSON.stringify(user));
  vi.stubEnv('CLOUDSDK_CONFIG', folder);
  for (const name of ['GOOGLE_APPLICATION_CREDENTIALS', 'GOOGLE_CLOUD_PROJECT', 'GCLOUD_PROJECT'])
    vi.stubEnv(name, undefined);
});
afterEach(async () => {
  vi.unstubAllEnvs();
  await rm(folder, { recursive: true });
});

const log = { trace() {} } as unknown as LoginContext['log'];
const contextOf = (known?: WorkloadIdentity): LoginContext => ({ log, mask: () => {}, identity: known });
const serviceAccount = JSON.stringify(key);

test.each([
  ['a key goes before the job’s token', { serviceAccount }, identity, 'service_account', 'of-the-key'],
  ['the job’s token goes before application default credentials', {}, identity, 'external_account', 'of-the-job'],
  [
    'a job that no cloud knows has application default credentials',
    {},
    { ...identity, clouds: {} },
    undefined,
    undefined,
  ],
  ['so has a laptop', {}, undefined, undefined, undefined],
  ['a project that is named goes before all', { projectId: 'named' }, identity, 'external_account', 'named'],
])('%s', async (_what, properties, known, type, project) => {
  const login = await loginOf(properties, contextOf(known));
  expect(login.credentials?.type).toBe(type);
  expect(login.projectId).toBe(project);
});

test.each([
  ['a key', { serviceAccount }, undefined, 'service_account'],
  ['the job’s token', {}, identity, 'external_account'],
  ['application default credentials', {}, undefined, 'authorized_user'],
])('another account is acted as by %s', async (_what, properties, known, source) => {
  const { credentials } = await loginOf({ ...properties, impersonatedServiceAccount: target }, contextOf(known));
  expect(credentials).toMatchObject({
    type: 'impersonated_service_account',
    service_account_impersonation_url: expect.stringContaining(`/serviceAccounts/${target}:generateAccessToken`),
    source_credentials: { type: source },
  });
});

test('the job’s token is asked for the audience of the provider, each time anew', async () => {
  const asked: string[] = [];
  const counting = { ...identity, token: async (audience: string) => `t${asked.push(audience)}` };
  const { credentials } = await loginOf({}, contextOf(counting));
  const supplier = credentials?.['subject_token_supplier'] as { readonly getSubjectToken: () => Promise<string> };
  expect([await supplier.getSubjectToken(), await supplier.getSubjectToken()]).toEqual(['t1', 't2']);
  expect(asked).toEqual([`https://iam.googleapis.com/${provider}`, `https://iam.googleapis.com/${provider}`]);
});

test('to act as another account without any credentials says where they were looked for', async () => {
  vi.stubEnv('GOOGLE_APPLICATION_CREDENTIALS', join(folder, 'nowhere.json'));
  await expect(loginOf({ impersonatedServiceAccount: target }, contextOf())).rejects.toMatchObject({
    code: 'GCP_NO_CREDENTIALS',
    message: expect.stringContaining('nowhere.json'),
  });
});
