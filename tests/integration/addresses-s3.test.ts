import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { Execution } from '../../src/contract/execution.ts';
import { createBucket } from '../../src/plugins/aws/s3/create-bucket.ts';
import { upload } from '../../src/plugins/aws/s3/upload.ts';
import { flowFile, outputsOf, type RunningProject, runningProject } from '../support/flow-project.ts';
import { type Fault, type FaultingProxy, startFaultingProxy } from '../support/google-faults.ts';
import { startHttpServer } from '../support/http-server.ts';
import { createScene, runTask, type TaskScene } from '../support/run-task.ts';
import { type S3Server, s3Keys, startS3Server } from '../support/s3-server.ts';

/** The same for objects of S3, by Amazon's own client. */
let server: S3Server;
let proxy: FaultingProxy;
let scene: TaskScene;
let fault: (call: string) => Fault | undefined;

beforeAll(async () => {
  server = await startS3Server();
  scene = await createScene();
  proxy = await startFaultingProxy(server.url, (call) => fault(call));
  await runTask(createBucket, { ...s3Keys, endpointOverride: server.url, bucket: 'lake' });
});
beforeEach(async () => {
  fault = () => undefined;
  await put('in put/zones.csv', 'id,zone\n1,Harlem\n');
  proxy.calls.length = 0;
});
afterAll(async () => {
  await proxy.close();
  await scene[Symbol.asyncDispose]();
  await server.close();
});

async function put(key: string, content: string): Promise<void> {
  const from = await scene.storage.put('source', content);
  await runTask(upload, { ...s3Keys, endpointOverride: server.url, bucket: 'lake', key, from }, { scene });
}

const settings = (more = ''): Record<string, string> => ({
  'gitphony.yaml': `pluginDefaults:
  - type: io.kestra.plugin.aws
    values:
      endpointOverride: ${proxy.url}
      forcePathStyle: true
      region: us-east-1
${more}`,
});
const keys = `      accessKeyId: "{{ secret('AWS_KEY') }}"\n      secretKeyId: "{{ secret('AWS_SECRET') }}"\n`;
const secrets = { '.env': 'AWS_KEY=test\nAWS_SECRET=test-secret\n' };

async function stored(project: RunningProject, execution: Execution, task: string): Promise<string> {
  const { id, namespace, flowId } = execution;
  const storage = project.host.storage.forTaskRun({ id, namespace, flowId, flowRevision: 1 }, { id: 'x', taskId: 'x' });
  return text(await storage.get((outputsOf(execution, task) as { uri: string }).uri));
}

const failure = ({ taskRunList }: Execution) => taskRunList.find(({ error }) => error !== undefined)?.error;
const gets = (): number => proxy.calls.filter((call) => call.startsWith('GET /lake/')).length;

test('read, looked at, and read anew once it has changed, as the project’s defaults say', async () => {
  const web = await startHttpServer(async () => {
    await put('in put/zones.csv', 'new');
    return { status: 200, body: {} };
  });
  const project = await runningProject({
    ...settings(keys),
    ...secrets,
    ...flowFile(
      'reads',
      `tasks:
  - {id: about, type: io.kestra.plugin.core.debug.Return, format: "{{ fileSize('s3://lake/in%20put/zones.csv') }} {{ fileExists('s3://lake/none') }}"}
  - {id: first, type: io.kestra.plugin.core.storage.Concat, files: [s3://lake/in%20put/zones.csv, "s3://lake/in put/zones.csv"]}
  - {id: change, type: io.kestra.plugin.core.http.Request, uri: "${web.url}/"}
  - {id: second, type: io.kestra.plugin.core.storage.Concat, files: [s3://lake/in%20put/zones.csv]}
`,
    ),
  });
  const execution = await project.run('reads');
  await web.close();
  expect(failure(execution)).toBeUndefined();
  expect(outputsOf(execution, 'about')).toEqual({ value: '17 false' });
  expect(await stored(project, execution, 'first')).toBe('id,zone\n1,Harlem\n'.repeat(2));
  expect(await stored(project, execution, 'second')).toBe('new');
  // Two spellings of one name are two addresses.
  expect(gets()).toBe(3);
});

test('an object that changes between look and fetch is looked at anew', async () => {
  let changed = false;
  fault = (call) => {
    if (!call.startsWith('GET /lake/') || changed) return undefined;
    changed = true;
    return { status: 412, reason: 'PreconditionFailed' };
  };
  const project = await runningProject({
    ...settings(keys),
    ...secrets,
    ...flowFile(
      'one',
      'tasks: [{id: all, type: io.kestra.plugin.core.storage.Concat, files: [s3://lake/in%20put/zones.csv]}]\n',
    ),
  });
  const execution = await project.run('one');
  expect(failure(execution)).toBeUndefined();
  expect(await stored(project, execution, 'all')).toBe('id,zone\n1,Harlem\n');
  expect(gets()).toBe(2);
});

test.each([
  ['none.csv', 'STORAGE_NOT_FOUND', 'there is none under s3://lake/none.csv', /check bucket and name/],
  ['', 'ADDRESS_INVALID', 'got the bucket "s3://lake/"', /name behind it/],
])('what is not there: %s', async (key, code, message, hint) => {
  const project = await runningProject({
    ...settings(keys),
    ...secrets,
    ...flowFile(
      'wrong',
      `variables: {a: "s3://lake/${key}"}\ntasks: [{id: s, type: io.kestra.plugin.core.storage.Size, uri: "{{ vars.a }}"}]\n`,
    ),
  });
  expect(failure(await project.run('wrong'))).toMatchObject({
    code,
    message: expect.stringContaining(message),
    hint: expect.stringMatching(hint),
  });
});

const size = flowFile(
  'size',
  'tasks: [{id: s, type: io.kestra.plugin.core.storage.Size, uri: s3://lake/in%20put/zones.csv}]\n',
);

test('a bucket that one may not read', async () => {
  fault = () => ({ status: 403, reason: 'AccessDenied' });
  const project = await runningProject({ ...settings(keys), ...secrets, ...size });
  expect(failure(await project.run('size'))).toMatchObject({
    code: 'S3_ERROR',
    message: expect.stringContaining('lake'),
    hint: expect.stringContaining('policies'),
  });
});

test('no login: what to do', async () => {
  const before = { ...process.env };
  Object.assign(process.env, {
    AWS_EC2_METADATA_DISABLED: 'true',
    AWS_SHARED_CREDENTIALS_FILE: '/nowhere',
    AWS_CONFIG_FILE: '/nowhere',
  });
  try {
    const project = await runningProject({ ...settings(), ...size });
    expect(failure(await project.run('size'))).toMatchObject({
      hint: expect.stringContaining('pluginDefaults of io.kestra.plugin.aws.s3.Download (docs/files.md)'),
    });
  } finally {
    process.env = before;
  }
});
