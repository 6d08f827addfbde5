import { createPublicKey, createVerify, generateKeyPairSync } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, expect, onTestFinished, test } from 'vitest';
import { runGitphony } from '../support/cli.ts';
import { type GoogleCall, type GoogleStandIn, startGoogleStandIn } from '../support/google-stand-in.ts';
import { createRunContext, createScene } from '../support/run-task.ts';
import { startStorageWriteServer } from '../support/storage-write-server.ts';
import { tempProject } from '../support/temp-project.ts';

/** The login by a key, for real: a signed assertion goes to Google's address and a token comes back. Only the host is a stand-in. */
const { privateKey, publicKey } = generateKeyPairSync('rsa', {
  modulusLength: 2048,
  privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  publicKeyEncoding: { type: 'spki', format: 'pem' },
});
const key = {
  type: 'service_account',
  project_id: 'from-the-key',
  private_key_id: 'id-of-the-key-0123456789',
  private_key: privateKey,
  client_email: 'robot@from-the-key.iam.gserviceaccount.com',
  token_uri: 'https://oauth2.googleapis.com/token',
};
const secretLine = privateKey.split('\n')[5] ?? '';
const flow = `id: make
namespace: team
tasks:
  - id: dataset
    type: io.kestra.plugin.gcp.bigquery.CreateDataset
    serviceAccount: "{{ secret('GCP_CREDS') }}"
    name: made
`;
let google: GoogleStandIn | undefined;
afterEach(async () => {
  await google?.close();
});

const tokens = (call: GoogleCall): boolean =>
  call.path.startsWith('/token') || call.path.startsWith('/oauth2/v4/token');

async function makeDataset(answer: Parameters<typeof startGoogleStandIn>[1], more = '') {
  const project = await tempProject({
    'gitphony.yaml': '',
    '.env': `GCP_CREDS=${JSON.stringify(key)}\n`,
    'flows/make.yaml': `${flow}${more}`,
  });
  google = await startGoogleStandIn(project.dir, answer);
  const ended = await runGitphony(['run', 'team.make', '--json'], { cwd: project.dir, env: google.env });
  const logs = await runGitphony(['executions', 'list'], { cwd: project.dir });
  return { ...ended, calls: google.calls, shown: ended.stdout + ended.stderr + logs.stdout };
}

const dataset = { datasetReference: { projectId: 'from-the-key', datasetId: 'made' } };

test('a signed assertion becomes a token, and the token goes along', async () => {
  const { calls, exitCode, shown } = await makeDataset((call) =>
    tokens(call)
      ? { status: 200, body: { access_token: 'token-of-the-test', expires_in: 3600, token_type: 'Bearer' } }
      : { status: 200, body: dataset },
  );
  expect(exitCode, shown).toBe(0);
  const [login, made] = [calls.find(tokens), calls.find((call) => call.host.startsWith('bigquery'))];
  const assertion = new URLSearchParams(login?.body).get('assertion') ?? '';
  const [head = '', claims = '', signature = ''] = assertion.split('.');
  expect(JSON.parse(Buffer.from(claims, 'base64url').toString())).toMatchObject({ iss: key.client_email });
  const verified = createVerify('RSA-SHA256')
    .update(`${head}.${claims}`)
    .verify(createPublicKey(publicKey), signature, 'base64url');
  expect(verified).toBe(true);
  expect(made).toMatchObject({
    path: expect.stringMatching(/^\/bigquery\/v2\/projects\/from-the-key\/datasets/),
    authorization: 'Bearer token-of-the-test',
  });
  for (const secret of [secretLine, 'token-of-the-test', assertion]) expect(shown).not.toContain(secret);
});

test('a key that was deleted: Google’s own words, what to do, nothing of the key', async () => {
  const { exitCode, shown } = await makeDataset(() => ({
    status: 400,
    body: { error: 'invalid_grant', error_description: 'Invalid JWT Signature.' },
  }));
  expect(exitCode).toBe(1);
  expect(shown).toContain('Google refused the key: invalid_grant: Invalid JWT Signature.');
  expect(shown).not.toContain(secretLine);
});

test('a clock that is wrong is named as such', async () => {
  const said =
    'Invalid JWT: Token must be a short-lived token (60 minutes) and in a reasonable timeframe. Check your iat and exp values.';
  const { exitCode, shown } = await makeDataset(() => ({
    status: 400,
    body: { error: 'invalid_grant', error_description: said },
  }));
  expect(exitCode).toBe(1);
  expect(shown).toContain('iat and exp');
  expect(shown).toContain('The clock of this machine is wrong');
});

test('without a key, application default credentials: a user’s, renewed by Google’s client', async () => {
  const user = {
    type: 'authorized_user',
    client_id: 'c1',
    client_secret: 'planted-client',
    refresh_token: 'planted-refresh',
  };
  const project = await tempProject({
    'gitphony.yaml': '',
    'flows/make.yaml': flow.replace(/ +serviceAccount.*\n/, ''),
  });
  const file = join(project.dir, 'adc.json');
  await writeFile(file, JSON.stringify(user));
  google = await startGoogleStandIn(project.dir, (call) =>
    tokens(call)
      ? { status: 200, body: { access_token: 'token-of-the-user', expires_in: 3600, token_type: 'Bearer' } }
      : { status: 200, body: dataset },
  );
  const env = { ...google.env, GOOGLE_APPLICATION_CREDENTIALS: file, GOOGLE_CLOUD_PROJECT: 'mine' };
  const ended = await runGitphony(['run', 'team.make', '--json'], { cwd: project.dir, env });
  expect(ended.exitCode, ended.stderr).toBe(0);
  expect(new URLSearchParams(google.calls.find(tokens)?.body).get('refresh_token')).toBe('planted-refresh');
  const made = google.calls.find((call) => call.host.startsWith('bigquery'));
  expect(made).toMatchObject({ authorization: 'Bearer token-of-the-user', path: expect.stringContaining('/mine/') });
  for (const secret of ['planted-refresh', 'token-of-the-user'])
    expect(ended.stdout + ended.stderr).not.toContain(secret);
});

test('a key acts as another account, by that account’s own token', async () => {
  const { exitCode, shown, calls } = await makeDataset((call) => {
    if (tokens(call)) return { status: 200, body: { access_token: 'token-of-the-key', expires_in: 3600 } };
    if (!call.host.startsWith('iamcredentials.')) return { status: 200, body: dataset };
    const expireTime = new Date(Date.now() + 3600_000).toISOString();
    return { status: 200, body: { accessToken: 'token-of-the-other', expireTime } };
  }, '    impersonatedServiceAccount: other@elsewhere.iam.gserviceaccount.com\n');
  expect(exitCode, shown).toBe(0);
  const asked = calls.find((call) => call.host.startsWith('iamcredentials.'));
  expect(asked).toMatchObject({
    authorization: 'Bearer token-of-the-key',
    path: '/v1/projects/-/serviceAccounts/other@elsewhere.iam.gserviceaccount.com:generateAccessToken',
  });
  const made = calls.find((call) => call.host.startsWith('bigquery'));
  expect(made?.authorization).toBe('Bearer token-of-the-other');
});

test('a token that ends while a job runs is renewed, and the job waited for to its end', async () => {
  const project = await tempProject({
    'gitphony.yaml': '',
    '.env': `GCP_CREDS=${JSON.stringify(key)}\n`,
    'flows/make.yaml': flow.replace('CreateDataset', 'Query').replace('name: made', 'sql: SELECT 1'),
  });
  let given = 0;
  let asked = 0;
  google = await startGoogleStandIn(project.dir, (call) => {
    // Google's client renews a token some minutes before its end: one of a second is over when it comes.
    if (tokens(call))
      return { status: 200, body: { access_token: `token-${++given}`, expires_in: 1, token_type: 'Bearer' } };
    const job = { jobReference: { projectId: 'from-the-key', jobId: 'j1', location: 'EU' } };
    if (call.method === 'POST') return { status: 200, body: { ...job, status: { state: 'PENDING' } } };
    return { status: 200, body: { ...job, status: { state: ++asked < 3 ? 'RUNNING' : 'DONE' } } };
  });
  const ended = await runGitphony(['run', 'team.make', '--json'], { cwd: project.dir, env: google.env });
  expect(ended.exitCode, ended.stderr).toBe(0);
  const used = google.calls.filter((call) => !tokens(call)).map(({ authorization }) => authorization);
  expect(used.length).toBeGreaterThanOrEqual(4);
  expect(new Set(used).size).toBeGreaterThan(1);
  expect(used.at(-1)).toBe(`Bearer token-${given}`);
});

test('Cloud Storage: a token that ends between two calls of a task is renewed', async () => {
  const project = await tempProject({
    'gitphony.yaml': '',
    '.env': `GCP_CREDS=${JSON.stringify(key)}\n`,
    'flows/make.yaml': `id: make
namespace: team
tasks:
  - id: remove
    type: io.kestra.plugin.gcp.gcs.DeleteList
    serviceAccount: "{{ secret('GCP_CREDS') }}"
    from: gs://lake/old/
`,
  });
  let given = 0;
  google = await startGoogleStandIn(project.dir, (call) => {
    if (tokens(call))
      return { status: 200, body: { access_token: `token-${++given}`, expires_in: 1, token_type: 'Bearer' } };
    if (call.method === 'DELETE') return { status: 204, body: {} };
    const items = ['old/a', 'old/b'].map((name) => ({ name, bucket: 'lake', generation: '1', size: '1' }));
    return { status: 200, body: { kind: 'storage#objects', items } };
  });
  const ended = await runGitphony(['run', 'team.make', '--json'], { cwd: project.dir, env: google.env });
  expect(ended.exitCode, ended.stderr).toBe(0);
  const used = google.calls.filter((call) => !tokens(call)).map(({ authorization }) => authorization);
  expect(used.length).toBeGreaterThanOrEqual(3);
  expect(new Set(used).size).toBeGreaterThan(1);
});

test('Storage Write, by gRPC: a stream that is opened anew after its token ended has the next one', async () => {
  // A service account's key signs tokens of its own for gRPC, an hour long: a user's login shows the exchange.
  const user = { type: 'authorized_user', client_id: 'c1', client_secret: 'planted-client', refresh_token: 'planted' };
  const project = await tempProject({
    'gitphony.yaml': '',
    '.env': `GCP_CREDS=${JSON.stringify(user)}\n`,
    'flows/make.yaml': `id: make
namespace: team
tasks:
  - id: rows
    type: io.kestra.plugin.core.storage.Write
    content: |
      {"id": 1}
      {"id": 2}
  - id: write
    type: io.kestra.plugin.gcp.bigquery.StorageWrite
    serviceAccount: "{{ secret('GCP_CREDS') }}"
    from: "{{ outputs.rows.uri }}"
    destinationTable: from-the-key.d.t
    writeStreamType: COMMITTED
    bufferSize: 1
    retryAuto: {type: constant, interval: PT1.5S, maxAttempts: 3}
`,
  });
  let given = 0;
  google = await startGoogleStandIn(project.dir, (call) =>
    tokens(call)
      ? { status: 200, body: { access_token: `token-${++given}`, expires_in: 1, token_type: 'Bearer' } }
      : { status: 200, body: { schema: { fields: [{ name: 'id', type: 'INTEGER' }] } } },
  );
  await using scene = await createScene();
  const server = await startStorageWriteServer(
    createRunContext(scene),
    (_, index) => (index === 1 ? { status: 14, details: 'moved' } : { appendResult: {} }),
    undefined,
    google.certificate,
  );
  onTestFinished(() => server.close());
  google.tunnel('bigquerystorage.googleapis.com', Number(new URL(server.url).port));
  // gRPC looks for certificates that it trusts in a file of its own.
  const env = { ...google.env, GRPC_DEFAULT_SSL_ROOTS_FILE_PATH: google.env['NODE_EXTRA_CA_CERTS'] ?? '' };
  const ended = await runGitphony(['run', 'team.make', '--json'], { cwd: project.dir, env, timeout: 40_000 });
  expect(ended.exitCode, ended.stderr).toBe(0);
  expect(server.rows).toEqual([{ id: '1' }, { id: '2' }, { id: '2' }]);
  expect(server.bearers).toHaveLength(2);
  expect(server.bearers.every((bearer) => /^Bearer token-\d+$/.test(bearer))).toBe(true);
  expect(server.bearers[1]).not.toBe(server.bearers[0]);
});
