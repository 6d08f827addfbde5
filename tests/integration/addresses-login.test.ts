import { generateKeyPairSync } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { newCrc32c } from '../../src/plugins/gcp/gcs/client.ts';
import { type BuiltAction, buildTestAction, runAction } from '../support/action.ts';
import { runGitphony } from '../support/cli.ts';
import { type GoogleCall, startGoogleStandIn } from '../support/google-stand-in.ts';
import { createGoogleSts } from '../support/google-sts.ts';
import { startJobTokens } from '../support/job-tokens.ts';
import { tempProject } from '../support/temp-project.ts';

/** As whom addresses are read: Google's own client logs in for real, only hosts are stand-ins. */
const { privateKey } = generateKeyPairSync('rsa', {
  modulusLength: 2048,
  privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  publicKeyEncoding: { type: 'spki', format: 'pem' },
});
const keyOf = (name: string): string =>
  JSON.stringify({
    type: 'service_account',
    project_id: 'p',
    private_key_id: `id-of-${name}-0123456789`,
    private_key: privateKey,
    client_email: `${name}@p.iam.gserviceaccount.com`,
  });
const content = { rows: 2 };
let held: object;
let refused: string | undefined;
const anonymous = 'Anonymous caller does not have storage.objects.get access to the Google Cloud Storage object.';
beforeAll(async () => {
  const sum = await newCrc32c();
  sum.update(Buffer.from(JSON.stringify(content)));
  held = { size: String(JSON.stringify(content).length), generation: '7', crc32c: sum.toString() };
});

/** The object's content or what is known of it, for whoever comes. */
const objectFor = ({ path }: GoogleCall) => ({ status: 200, body: path.includes('alt=media') ? content : held });

/** Whose assertion became which bearer, and who asked for the object. */
async function runWith(files: Readonly<Record<string, string>>) {
  const project = await tempProject({ 'gitphony.yaml': '', ...files });
  const owners: string[] = [];
  const google = await startGoogleStandIn(project.dir, (call) => {
    if (!call.path.startsWith('/token') && !call.path.startsWith('/oauth2/')) {
      owners.push(call.authorization ?? 'nobody');
      if (owners.at(-1) === refused) return { status: 401, body: { error: { code: 401, message: anonymous } } };
      return objectFor(call);
    }
    const assertion = new URLSearchParams(call.body).get('assertion')?.split('.')[1] ?? '';
    const { iss } = JSON.parse(Buffer.from(assertion, 'base64url').toString()) as { iss: string };
    return { status: 200, body: { access_token: `bearer-of-${iss}`, expires_in: 3600, token_type: 'Bearer' } };
  });
  onTestFinished(() => google.close());
  const ended = await runGitphony(['run', 'flows/flow.yaml', '--json'], {
    cwd: project.dir,
    env: { ...google.env, HOME: project.dir, CLOUDSDK_CONFIG: project.dir, METADATA_SERVER_DETECTION: 'none' },
  });
  return { ...ended, owners: [...new Set(owners)], shown: ended.stdout + ended.stderr };
}

const head = 'id: flow\nnamespace: team\n';
const reads = `${head}tasks:
  - {id: size, type: io.kestra.plugin.core.storage.Size, uri: gs://lake/x.json}
  - {id: text, type: io.kestra.plugin.core.debug.Return, format: "{{ read('gs://lake/x.json') }}"}
`;

describe('plugin defaults', () => {
  test('of the flow, before those of the project; a key in them never shows', async () => {
    const flow = `${reads}pluginDefaults:
  - type: io.kestra.plugin.gcp
    values: {serviceAccount: "{{ secret(vars.name) }}", validateChecksum: true}
variables: {name: OWN}
`;
    const settings = `pluginDefaults:
  - type: io.kestra.plugin.gcp.gcs.Download
    values: {serviceAccount: "{{ secret('PROJECT') }}", from: gs://other/thing}
`;
    const env = `OWN=${keyOf('own')}\nPROJECT=${keyOf('project')}\n`;
    const { exitCode, owners, shown } = await runWith({
      'flows/flow.yaml': flow,
      'gitphony.yaml': settings,
      '.env': env,
    });
    expect(exitCode, shown).toBe(0);
    expect(owners).toEqual(['Bearer bearer-of-own@p.iam.gserviceaccount.com']);
    expect(shown).toContain('{\\"rows\\":2}');
    for (const secret of [privateKey.split('\n')[5] ?? '', 'bearer-of-own']) expect(shown).not.toContain(secret);
  });

  test('of the project; forced ones win', async () => {
    const flow = `${reads}pluginDefaults: [{type: io.kestra.plugin.gcp, values: {serviceAccount: "{{ secret('OWN') }}"}}]\n`;
    const settings = `pluginDefaults:
  - {type: io.kestra.plugin.gcp, forced: true, values: {serviceAccount: "{{ secret('PROJECT') }}"}}
`;
    const env = `OWN=${keyOf('own')}\nPROJECT=${keyOf('project')}\n`;
    const { exitCode, owners, shown } = await runWith({
      'flows/flow.yaml': flow,
      'gitphony.yaml': settings,
      '.env': env,
    });
    expect(exitCode, shown).toBe(0);
    expect(owners).toEqual(['Bearer bearer-of-project@p.iam.gserviceaccount.com']);
  });

  test('that do not fit are told as those of a task are', async () => {
    const flow = `${reads}pluginDefaults: [{type: io.kestra.plugin.gcp, values: {scopes: "{{ 'no list' }}"}}]\n`;
    const { exitCode, shown } = await runWith({ 'flows/flow.yaml': flow });
    expect(exitCode).toBe(1);
    expect(shown).toContain(
      'pluginDefaults of io.kestra.plugin.gcp.gcs.Download: property \\"scopes\\": expected array',
    );
  });
});

test('a task of the cloud reads as whom it is itself', async () => {
  const flow = `${head}tasks:
  - id: up
    type: io.kestra.plugin.gcp.gcs.Upload
    serviceAccount: "{{ secret('TASK') }}"
    from: gs://lake/x.json
    to: gs://lake/
pluginDefaults: [{type: io.kestra.plugin.gcp, values: {serviceAccount: "{{ secret('OWN') }}"}}]
`;
  const env = `OWN=${keyOf('own')}\nTASK=${keyOf('task')}\n`;
  const { owners } = await runWith({
    'flows/flow.yaml': flow.replace('to: gs://lake/\n', 'to: gs://lake/y.json\n'),
    '.env': env,
  });
  expect(owners).toEqual(['Bearer bearer-of-task@p.iam.gserviceaccount.com']);
});

test('without any login what is public can be read; of the rest, what to do', async () => {
  expect((await runWith({ 'flows/flow.yaml': reads })).owners).toEqual(['nobody']);
  refused = 'nobody';
  onTestFinished(() => {
    refused = undefined;
  });
  const { exitCode, shown } = await runWith({ 'flows/flow.yaml': reads });
  expect(exitCode).toBe(1);
  expect(shown).toContain('expected Google credentials, found none');
  expect(shown).toContain(
    'give `serviceAccount` in pluginDefaults of io.kestra.plugin.gcp.gcs.Download (docs/files.md)',
  );
});

describe('a job on GitHub', () => {
  let action: BuiltAction;
  beforeAll(async () => {
    action = await buildTestAction();
  });
  afterAll(() => action.remove());

  const provider = 'projects/123/locations/global/workloadIdentityPools/github/providers/flows';
  const account = 'flows@of-the-account.iam.gserviceaccount.com';
  const cloud = `cloud:\n  gcp:\n    workloadIdentityProvider: ${provider}\n    serviceAccount: ${account}\n`;
  const flow = `${head}inputs: [{id: file, type: FILE}]
tasks:
  - {id: text, type: io.kestra.plugin.core.log.Log, message: "it is {{ read(inputs.file) }}"}
`;

  async function runJob(env: Readonly<Record<string, string>> = {}) {
    const tokens = await startJobTokens();
    onTestFinished(() => tokens.close());
    const sts = createGoogleSts(tokens, provider);
    const folder = await tempProject();
    const owners: (string | undefined)[] = [];
    const google = await startGoogleStandIn(folder.dir, (call) => {
      const exchanged = sts.answer(call);
      if (exchanged !== undefined) return exchanged;
      owners.push(sts.ownerOf(call.authorization));
      return objectFor(call);
    });
    onTestFinished(() => google.close());
    const run = await runAction({
      dist: action.dist,
      payload: { inputs: { file: 'gs://lake/x.json' } },
      files: { 'gitphony.yaml': cloud, 'flows/flow.yaml': flow },
      env: { ...google.env, ...tokens.env, ...env },
    });
    return { ...run, owners, tokens };
  }

  test('a file of the form may be an address, read with the job’s own token', async () => {
    const { exitCode, stdout, stderr, owners, tokens } = await runJob();
    expect(exitCode, stdout + stderr).toBe(0);
    expect(stdout).toContain('it is {"rows":2}');
    expect(new Set(owners)).toEqual(new Set([account]));
    const shown = stdout.replaceAll(/^::add-mask::.*$/gm, '') + stderr;
    for (const token of tokens.given) expect(shown).not.toContain(token);
  });

  test('one that may not show its token is told to name the bucket in the flow', async () => {
    const { exitCode, stdout, stderr } = await runJob({
      ACTIONS_ID_TOKEN_REQUEST_URL: '',
      ACTIONS_ID_TOKEN_REQUEST_TOKEN: '',
    });
    expect(exitCode).toBe(1);
    expect(stdout + stderr).toContain('write the bucket into the flow');
  });
});
