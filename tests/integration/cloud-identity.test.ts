import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { type ActionRun, buildTestAction, type BuiltAction, runAction } from '../support/action.ts';
import { createGoogleSts } from '../support/google-sts.ts';
import { type GoogleCall, startGoogleStandIn } from '../support/google-stand-in.ts';
import { type AwsSts, startAwsSts } from '../support/aws-sts.ts';
import { type JobTokens, startJobTokens } from '../support/job-tokens.ts';
import { type S3Server, startS3Server } from '../support/s3-server.ts';
import { makeTempProject } from '../support/temp-project.ts';

/**
 * Jobs without keys: the token of the job is asked for, exchanged by Google's and AWS's own clients, and used. Only hosts are stand-ins;
 * signatures, audiences and times are checked as the clouds do.
 */
let action: BuiltAction;
beforeAll(async () => {
  action = await buildTestAction();
});
afterAll(() => action.remove());

const provider = 'projects/123/locations/global/workloadIdentityPools/github/providers/flows';
const account = 'flows@of-the-account.iam.gserviceaccount.com';
const cloud = (serviceAccount?: string): string =>
  `cloud:\n  gcp:\n    workloadIdentityProvider: ${provider}\n${serviceAccount === undefined ? '' : `    serviceAccount: ${serviceAccount}\n`}`;

const tasks = `id: flow
namespace: team
tasks:
  - id: child
    type: io.kestra.plugin.scripts.shell.Commands
    taskRunner: {type: io.kestra.plugin.core.runner.Process}
    commands: ['echo "child sees [$(env | grep ^ACTIONS_)]"']
  - id: dataset
    type: io.kestra.plugin.gcp.bigquery.CreateDataset
    name: made
  - id: objects
    type: io.kestra.plugin.gcp.gcs.List
    from: gs://bucket/
`;

interface Scene {
  readonly run: ActionRun;
  readonly calls: readonly GoogleCall[];
  /** Owners of the bearers that the services saw, in order. */
  readonly owners: readonly (string | undefined)[];
  readonly shown: string;
}

interface SceneOptions {
  readonly flow?: string;
  readonly settings?: string;
  readonly tokens?: JobTokens;
  readonly sts?: Parameters<typeof createGoogleSts>[2];
  readonly env?: Readonly<Record<string, string>>;
}

/** Runs the flow in a job whose calls to Google all arrive at the stand-in. */
async function runScene(options: SceneOptions = {}): Promise<Scene> {
  const tokens = options.tokens ?? (await startJobTokens());
  onTestFinished(() => tokens.close());
  const sts = createGoogleSts(tokens, provider, options.sts);
  const folder = await makeTempProject();
  onTestFinished(folder.remove);
  const owners: (string | undefined)[] = [];
  const google = await startGoogleStandIn(folder.dir, (call) => {
    const exchanged = sts.answer(call);
    if (exchanged !== undefined) return exchanged;
    owners.push(sts.ownerOf(call.authorization));
    if (owners.at(-1) === undefined) return { status: 401, body: { error: { code: 401, message: 'no such bearer' } } };
    if (call.path.includes('alt=media')) return { status: 200, body: {} };
    if (call.path.includes('/o/')) return { status: 200, body: { name: 'x.json', size: '2', generation: '7' } };
    if (!call.path.includes('/bigquery/')) return { status: 200, body: { kind: 'storage#objects', items: [] } };
    const projectId = /projects\/([^/]+)/.exec(call.path)?.[1];
    if (call.path.includes('/jobs')) return { status: 200, body: jobAfter(owners.length, projectId) };
    return { status: 200, body: { datasetReference: { projectId, datasetId: 'made' } } };
  });
  onTestFinished(() => google.close());
  const run = await runAction({
    dist: action.dist,
    files: { 'gitphony.yaml': options.settings ?? cloud(account), 'flows/flow.yaml': options.flow ?? tasks },
    env: { ...google.env, ...tokens.env, ...options.env },
  });
  const masked = run.stdout.replaceAll(/^::add-mask::.*$/gm, '');
  return { run, calls: google.calls, owners, shown: masked + run.stderr + run.summary + JSON.stringify(run.outputs) };
}

/** A job of BigQuery that is done when it was asked for three times. */
function jobAfter(calls: number, projectId = ''): object {
  return {
    jobReference: { projectId, jobId: 'j1', location: 'EU' },
    configuration: { query: { query: 'SELECT 1' } },
    statistics: { query: { statementType: 'CREATE_TABLE' } },
    status: { state: calls < 4 ? 'RUNNING' : 'DONE' },
  };
}

/** What no log, summary or output may hold: tokens of the job, and the bearers that they became. */
function secretsIn({ shown, calls }: Scene, tokens: JobTokens): readonly string[] {
  const bearers = calls.flatMap(({ authorization }) => authorization?.replace(/^Bearer /, '') ?? []);
  const request = tokens.env.ACTIONS_ID_TOKEN_REQUEST_TOKEN;
  return [...tokens.given, ...bearers, request].filter((secret) => shown.includes(secret));
}

describe('Google Cloud', () => {
  test('the job’s token becomes the service account’s, for both clients; a child sees nothing of it', async () => {
    const tokens = await startJobTokens();
    const scene = await runScene({ tokens });
    expect(scene.run.exitCode, scene.shown).toBe(0);
    expect(scene.owners).toEqual([account, account]);
    expect(scene.calls.find(({ path }) => path.includes('/bigquery/'))?.path).toContain('/projects/of-the-account/');
    expect(scene.shown).toContain('child sees []');
    expect(tokens.given.length).toBeGreaterThan(0);
    expect(secretsIn(scene, tokens)).toEqual([]);
    for (const token of tokens.given) expect(scene.run.stdout).toContain(`::add-mask::${token}\n`);
  });

  test('without a service account the principal of the pool itself is who works', async () => {
    const scene = await runScene({ settings: cloud(), env: { GOOGLE_CLOUD_PROJECT: 'named' } });
    expect(scene.run.exitCode, scene.shown).toBe(0);
    expect(scene.owners).toEqual(['pool', 'pool']);
  });

  test('content of an object is read with the same token, through the proxy of the machine', async () => {
    const flow = `id: flow
namespace: team
tasks:
  - {id: content, type: io.kestra.plugin.gcp.gcs.Download, from: "gs://bucket/in put/x.json"}
  - {id: tell, type: io.kestra.plugin.core.log.Log, message: "content is {{ read(outputs.content.uri) }}"}
`;
    const scene = await runScene({ flow });
    expect(scene.run.exitCode, scene.shown).toBe(0);
    expect(scene.shown).toContain('content is {}');
    expect(scene.owners).toEqual([account, account]);
    expect(scene.calls.at(-1)).toMatchObject({
      host: 'storage.googleapis.com',
      path: '/storage/v1/b/bucket/o/in%20put%2Fx.json?alt=media&generation=7',
    });
  });

  test('a task acts as another account by way of the job’s', async () => {
    const other = 'loader@elsewhere.iam.gserviceaccount.com';
    const flow = tasks.replaceAll(
      /^( {4}type: io\.kestra\.plugin\.gcp\..*)$/gm,
      `$1\n    impersonatedServiceAccount: ${other}`,
    );
    const scene = await runScene({ flow });
    expect(scene.run.exitCode, scene.shown).toBe(0);
    expect(scene.owners).toEqual([other, other]);
    const made = scene.calls.filter(({ host }) => host.startsWith('iamcredentials.')).map(({ path }) => path);
    expect(made.some((path) => path.includes(account))).toBe(true);
  });

  test('the settings of a namespace win over those of the project', async () => {
    const settings = `${cloud('other@of-the-project.iam.gserviceaccount.com')}namespaces:\n  team:\n    ${cloud(account).replaceAll('\n', '\n    ').trimEnd()}\n`;
    const scene = await runScene({ settings });
    expect(scene.run.exitCode, scene.shown).toBe(0);
    expect(scene.owners).toEqual([account, account]);
  });

  test('in a long run the token ends, and another one is asked for and exchanged', async () => {
    const tokens = await startJobTokens({ lifetime: 20 });
    const query = `id: flow
namespace: team
tasks:
  - id: query
    type: io.kestra.plugin.gcp.bigquery.Query
    sql: SELECT 1
    fetchType: NONE
`;
    const scene = await runScene({ tokens, flow: query, sts: { expiresIn: 60 } });
    expect(scene.run.exitCode, scene.shown).toBe(0);
    // The client takes a bearer that ends within five minutes for one that has ended: each call of the one task asks anew.
    const exchanges = scene.calls.filter(({ host }) => host.startsWith('sts.')).length;
    expect(scene.owners.length).toBeGreaterThan(1);
    expect(exchanges).toBe(scene.owners.length);
    expect(tokens.given).toHaveLength(exchanges);
    expect(new Set(tokens.given).size).toBe(exchanges);
    expect(new Set(scene.owners)).toEqual(new Set([account]));
  });

  test('a job without the permission is told what to do', async () => {
    const { run, shown, calls } = await runScene({
      env: { ACTIONS_ID_TOKEN_REQUEST_URL: '', ACTIONS_ID_TOKEN_REQUEST_TOKEN: '' },
    });
    expect(run.exitCode).toBe(1);
    expect(shown).toContain('expected this job to have the permission "id-token: write", it has not');
    expect(shown).toContain('gitphony compile');
    expect(calls).toEqual([]);
  });

  test('GitHub that gives no token is asked again; one that refuses is named', async () => {
    const tokens = await startJobTokens();
    tokens.failures.push(503);
    const scene = await runScene({ tokens });
    expect(scene.run.exitCode, scene.shown).toBe(0);
    const refusing = await startJobTokens();
    refusing.failures.push(...Array.from({ length: 40 }, () => 403));
    const refused = await runScene({ tokens: refusing });
    expect(refused.run.exitCode).toBe(1);
    expect(refused.shown).toMatch(/GitHub gave no token for https:\/\/iam\.googleapis\.com\/projects\/123\S*: .*403/);
    expect(refused.shown).not.toContain(refusing.env.ACTIONS_ID_TOKEN_REQUEST_TOKEN);
    expect(refused.shown).not.toContain(new URL(refusing.env.ACTIONS_ID_TOKEN_REQUEST_URL).host);
  });

  test.each([
    [
      'the condition of the provider',
      {
        error: 'unauthorized_client',
        error_description: 'The given credential is rejected by the attribute condition.',
      },
      /rejected by the attribute condition[^]*condition of the provider with this repository/,
    ],
    [
      'the name of the provider',
      {
        error: 'invalid_target',
        error_description: 'The target service indicated by the "audience" parameters is invalid.',
      },
      /"audience" parameters is invalid[^]*workloadIdentityProvider/,
    ],
    [
      'the clock',
      { error: 'invalid_grant', error_description: 'ID Token issued at 1795000000 is stale to sign-in.' },
      /stale to sign-in[^]*clock/,
    ],
  ])('refused for %s: Google’s own words and what to look at', async (_what, refuse, expected) => {
    const scene = await runScene({ sts: { refuse } });
    expect(scene.run.exitCode).toBe(1);
    expect(scene.shown).toMatch(expected);
  });
});

describe('AWS', () => {
  let s3: S3Server;
  beforeAll(async () => {
    s3 = await startS3Server();
  });
  afterAll(() => s3.close());

  const role = 'arn:aws:iam::123456789012:role/flows';
  const settings = `cloud:\n  aws: {role: '${role}', region: eu-central-1}\n`;
  const flowOf = (sts: AwsSts, bucket: string, more: string): string => `id: flow
namespace: team
pluginDefaults:
  - type: io.kestra.plugin.aws
    values: {endpointOverride: '${s3.url}', stsEndpointOverride: '${sts.url}', forcePathStyle: true}
tasks:
  - id: bucket
    type: io.kestra.plugin.aws.s3.CreateBucket
    bucket: ${bucket}
${more}  - id: list
    type: io.kestra.plugin.aws.s3.List
    bucket: ${bucket}
`;

  let buckets = 0;
  async function runAws(options: Parameters<typeof startAwsSts>[1] = {}, more = '') {
    buckets += 1;
    const bucket = `made-by-job-${buckets}`;
    const tokens = await startJobTokens();
    onTestFinished(() => tokens.close());
    const sts = await startAwsSts(tokens, options);
    onTestFinished(() => sts.close());
    const run = await runAction({
      dist: action.dist,
      files: { 'gitphony.yaml': settings, 'flows/flow.yaml': flowOf(sts, bucket, more.replace('BUCKET', bucket)) },
      env: tokens.env,
    });
    const shown = run.stdout.replaceAll(/^::add-mask::.*$/gm, '') + run.stderr + run.summary;
    return { run, shown, tokens, sts };
  }

  test('the job’s token becomes a session of the role, in the region of the settings', async () => {
    const { run, shown, tokens, sts } = await runAws();
    expect(run.exitCode, shown).toBe(0);
    expect(sts.sessions.map(({ role: assumed, name }) => `${assumed} ${name}`)).toEqual(
      sts.sessions.map(() => `${role} gitphony`),
    );
    expect(sts.sessions.length).toBeGreaterThan(0);
    const secrets = [...tokens.given, ...sts.sessions.map(({ token }) => token), ...sts.sessions.map(({ key }) => key)];
    expect(secrets.filter((secret) => shown.includes(secret))).toEqual([]);
  });

  test('a task that assumes a role does it by way of the job’s', async () => {
    const other = 'arn:aws:iam::123456789012:role/loader';
    const more = `  - id: as
    type: io.kestra.plugin.aws.s3.List
    bucket: BUCKET
    stsRoleArn: ${other}
`;
    const { run, shown, sts } = await runAws({}, more);
    expect(run.exitCode, shown).toBe(0);
    expect(sts.sessions.map((session) => session.role)).toContain(other);
    expect(sts.sessions.find((session) => session.role === other)?.by).toMatch(/^ASIA/);
  });

  test.each([
    ['a token that has ended', 'ExpiredTokenException', /ExpiredTokenException[^]*clock/],
    ['a trust that does not fit', 'AccessDenied', /AccessDenied[^]*trust policy/],
    ['a provider that is not there', 'InvalidIdentityToken', /InvalidIdentityToken[^]*identity provider/],
  ])('refused for %s: AWS’s own word and what to look at', async (_what, refuse, expected) => {
    const { run, shown, tokens } = await runAws({ refuse });
    expect(run.exitCode).toBe(1);
    expect(shown).toMatch(expected);
    expect(tokens.given.filter((token) => shown.includes(token))).toEqual([]);
  });
});
