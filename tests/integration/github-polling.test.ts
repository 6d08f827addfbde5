import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { upload } from '../../src/plugins/aws/s3/upload.ts';
import { type ActionRun, buildTestAction, type BuiltAction, runAction } from '../support/action.ts';
import { type GitHubApi, startGitHubApi } from '../support/github-api.ts';
import { faults } from '../support/github-api/faults.ts';
import { type HttpReply, type LocalServer, startHttpServer } from '../support/http-server.ts';
import { createScene, runTask } from '../support/run-task.ts';
import { type S3Server, s3Keys, startS3Server } from '../support/s3-server.ts';

/** The jobs that poll and start, through the real bundle of the action, with GitHub in trouble. The bucket is real, the API the stand-in. */
let action: BuiltAction;
let server: S3Server;
let web: LocalServer;
let api: GitHubApi;
let answer: HttpReply = { status: 404 };
let bucket = '';
let count = 0;
let onlyUpdates = false;

/** What GitHub says to a token that may not. */
const refusal: HttpReply = { status: 403, body: { message: 'Resource not accessible by integration' } };

const drop = (): string => `id: drop
namespace: demo
tasks: [{id: tell, type: io.kestra.plugin.core.log.Log, message: "{{ trigger.objects }}"}]
triggers:
  - id: incoming
    type: io.kestra.plugin.aws.s3.Trigger
    interval: PT5M
    accessKeyId: ${s3Keys.accessKeyId}
    secretKeyId: "{{ secret('S3_KEY') }}"
    region: ${s3Keys.region}
    endpointOverride: ${server.url}
    forcePathStyle: true
    bucket: ${bucket}
    prefix: in/
    on: ${onlyUpdates ? 'UPDATE' : 'CREATE_OR_UPDATE'}
`;

const page = (): string => `id: page
namespace: demo
tasks: [{id: tell, type: io.kestra.plugin.core.log.Log, message: "{{ trigger.body }}"}]
triggers:
  - id: web
    type: io.kestra.plugin.core.http.Trigger
    interval: PT5M
    uri: ${web.url}/
    when: "{{ trigger.body != 'not this' }}"
`;

beforeAll(async () => {
  [action, server, web] = await Promise.all([buildTestAction(), startS3Server(), startHttpServer(() => answer)]);
});
afterAll(async () => {
  await Promise.all([action.remove(), server.close(), web.close()]);
});
beforeEach(async () => {
  answer = { status: 404 };
  onlyUpdates = false;
  count += 1;
  bucket = `bucket-${count}`;
  await fetch(`${server.url}/${bucket}`, { method: 'PUT' });
  const workflow = 'on: {workflow_dispatch: {inputs: {_polled: {type: string}}}}\njobs: {}\n';
  api = await startGitHubApi({
    files: { '.github/workflows/demo.drop.yml': workflow, '.github/workflows/demo.page.yml': workflow },
  });
});
afterEach(() => api.close());

const triggers = 'flows/drop.yaml incoming\nflows/page.yaml web';

function step(mode: 'poll' | 'start', env: Record<string, string> = {}, found?: string): Promise<ActionRun> {
  return runAction({
    dist: action.dist,
    files: { 'flows/drop.yaml': drop(), 'flows/page.yaml': page() },
    inputs: { mode, triggers, token: 'ghs_job', ...(found === undefined ? {} : { found }) },
    event: 'schedule',
    payload: { schedule: '*/5 * * * *', repository: { private: true } },
    env: {
      GITHUB_API_URL: api.url,
      GITHUB_REF_NAME: 'main',
      GITPHONY_SECRET_S3_KEY: s3Keys.secretKeyId,
      ...env,
    },
  });
}

const poll = (env?: Record<string, string>): Promise<ActionRun> => step('poll', env);
const start = (found: string | undefined, env?: Record<string, string>): Promise<ActionRun> =>
  step('start', env, found ?? '');

async function put(key: string, content: string): Promise<void> {
  await using scene = await createScene();
  const from = await scene.storage.put('file', content);
  await runTask(upload, { ...s3Keys, endpointOverride: server.url, bucket, key, from }, { scene });
}

/** Runs that were started, oldest first, each with the title that `run-name` gives it. */
function started(flow: string) {
  const own = api.state.runs.filter(({ path }) => path === `.github/workflows/demo.${flow}.yml`).toReversed();
  for (const one of own) {
    const { trigger, id } = JSON.parse(one.inputs['_polled'] ?? '{}') as { trigger: string; id: string };
    one.displayTitle = `${flow} · ${trigger} polled ${id}`;
  }
  return own;
}
const endAll = (flow: string): void => {
  for (const one of started(flow)) Object.assign(one, { status: 'completed', conclusion: 'success' });
};
const memory = (): Record<string, unknown> | undefined => {
  const text = api.state.file('polls/demo/drop.incoming.json', 'gitphony-state');
  return text === undefined ? undefined : (JSON.parse(text) as Record<string, unknown>);
};

/** As a poll whose titles GitHub knows at once. */
function titlesWhile<T>(flow: string, work: () => Promise<T>): Promise<T> {
  const timer = setInterval(() => started(flow), 20);
  return work().finally(() => clearInterval(timer));
}

describe('control plane 2: triggers — polling in trouble', () => {
  test('what is found is claimed, started and then counts as seen; a new version is found again', async () => {
    expect((await poll()).outputs).toEqual({});
    await put('in/a.csv', 'one');
    const first = await poll({ GITHUB_RUN_ID: '11' });
    expect(first.exitCode, first.stdout).toBe(0);
    expect(first.outputs['found-count']).toBe('1');
    expect(first.outputs['found']).toContain('in/a.csv');
    // The job that polls writes nothing.
    expect(memory()).toBeUndefined();
    expect(api.calls.every(({ method }) => method === 'GET')).toBe(true);
    expect((await start(first.outputs['found'])).exitCode).toBe(0);
    expect(started('drop')).toHaveLength(1);
    expect(memory()).toMatchObject({ schema: 1, seen: { [`${bucket}/in/a.csv`]: { version: expect.any(String) } } });
    expect(memory()?.['claim']).toBeUndefined();
    endAll('drop');
    expect((await poll({ GITHUB_RUN_ID: '12' })).outputs).toEqual({});
    await put('in/a.csv', 'two');
    const second = await poll({ GITHUB_RUN_ID: '13' });
    expect((await start(second.outputs['found'])).exitCode).toBe(0);
    expect(started('drop')).toHaveLength(2);
  });

  test('a lost answer and a conflict on every second write: started once, nothing lost', async () => {
    await put('in/a.csv', 'one');
    const { outputs } = await poll();
    api.fail(faults.conflictOnEverySecondWrite());
    api.fail(faults.lostAnswer(/^POST \S*\/dispatches/));
    const ended = await titlesWhile('drop', () => start(outputs['found']));
    expect(ended.exitCode, ended.stdout).toBe(0);
    expect(started('drop')).toHaveLength(1);
    expect(memory()).toMatchObject({ seen: { [`${bucket}/in/a.csv`]: {} } });
    expect(memory()?.['claim']).toBeUndefined();
  });

  /** The branch cannot be moved once: the record of what was started is lost. */
  const loseRecord = (): void => api.fail({ match: /^PATCH \S*\/git\/refs\//, times: 1, reply: refusal });

  test('a job that dies between start and record: started again, it starts nothing twice', async () => {
    await put('in/a.csv', 'one');
    const { outputs } = await poll();
    loseRecord();
    const died = await start(outputs['found']);
    expect(died.exitCode).not.toBe(0);
    expect(died.stdout).toContain('GITHUB_FORBIDDEN');
    expect(started('drop')).toHaveLength(1);
    expect(memory()).toMatchObject({ claim: { id: expect.any(String) }, seen: {} });
    const again = await start(outputs['found'], { GITHUB_RUN_ATTEMPT: '2' });
    expect(again.stdout).toContain('demo.drop was started before by incoming');
    expect(started('drop')).toHaveLength(1);
    expect(memory()).toMatchObject({ seen: { [`${bucket}/in/a.csv`]: {} } });
    expect(memory()?.['claim']).toBeUndefined();
    // And once more, when all is done.
    expect((await start(outputs['found'], { GITHUB_RUN_ATTEMPT: '3' })).stdout).toContain('another run was faster');
    expect(started('drop')).toHaveLength(1);
  });

  test('a job that dies between start and record: the next poll knows by the title of the run', async () => {
    await put('in/a.csv', 'one');
    const { outputs } = await poll({ GITHUB_RUN_ID: '21' });
    loseRecord();
    expect((await start(outputs['found'])).exitCode).not.toBe(0);
    endAll('drop');
    expect((await poll({ GITHUB_RUN_ID: '22' })).outputs).toEqual({});
    await put('in/b.csv', 'two');
    const next = await poll({ GITHUB_RUN_ID: '23' });
    expect((await start(next.outputs['found'])).exitCode).toBe(0);
    expect(started('drop').map(({ inputs }) => inputs['_polled']?.match(/in\/\w/g))).toEqual([['in/a'], ['in/b']]);
    expect(memory()).toMatchObject({ seen: { [`${bucket}/in/a.csv`]: {}, [`${bucket}/in/b.csv`]: {} } });
    expect(memory()?.['claim']).toBeUndefined();
  });

  test('a job that dies before the start loses nothing: the next poll finds it again', async () => {
    await put('in/a.csv', 'one');
    const { outputs } = await poll({ GITHUB_RUN_ID: '31' });
    api.fail({ match: /^POST \S*\/dispatches/, times: 1, reply: refusal });
    const died = await start(outputs['found']);
    expect(died.exitCode).not.toBe(0);
    expect(started('drop')).toHaveLength(0);
    expect(memory()).toMatchObject({ claim: { id: expect.any(String) } });
    const next = await poll({ GITHUB_RUN_ID: '32' });
    expect((await start(next.outputs['found'])).exitCode).toBe(0);
    expect(started('drop')).toHaveLength(1);
    expect(memory()?.['claim']).toBeUndefined();
  });

  test('of two runs that saw the same, one starts it', async () => {
    await put('in/a.csv', 'one');
    const [one, other] = [await poll({ GITHUB_RUN_ID: '41' }), await poll({ GITHUB_RUN_ID: '42' })];
    const ends = await Promise.all([start(one.outputs['found']), start(other.outputs['found'])]);
    expect(ends.map(({ exitCode }) => exitCode)).toEqual([0, 0]);
    expect(ends.filter(({ stdout }) => stdout.includes('another run was faster'))).toHaveLength(1);
    expect(started('drop')).toHaveLength(1);
  });

  test('answers that are too long, or hold a secret, are not handed over: the flow asks again', async () => {
    for (const body of ['x'.repeat(70_000), `the key is ${s3Keys.secretKeyId}`]) {
      answer = { status: 200, body };
      const { outputs } = await poll();
      expect(outputs['found']).toContain('again');
      expect(outputs['found']).not.toContain(s3Keys.secretKeyId);
    }
    answer = { status: 200, body: 'not this' };
    const { outputs, stdout } = await poll();
    expect(outputs).toEqual({});
    expect(stdout).toContain('demo.page web: the conditions of web do not hold');
  });

  test('things that are only to be remembered start no flow', async () => {
    onlyUpdates = true;
    await put('in/a.csv', 'one');
    const { outputs } = await poll();
    expect((await start(outputs['found'])).stdout).toContain('what is there counts as seen');
    expect(started('drop')).toHaveLength(0);
    expect((await poll()).outputs).toEqual({});
    await put('in/a.csv', 'two');
    const changed = await poll();
    expect((await start(changed.outputs['found'])).exitCode).toBe(0);
    expect(started('drop')).toHaveLength(1);
  });

  test('what was handed over is not believed: only triggers of this workflow, only their own memory', async () => {
    const forged = (more: object): string =>
      JSON.stringify([{ file: 'flows/drop.yaml', trigger: 'incoming', id: 'x', field: '{}', ...more }]);
    const other = await start(forged({ file: 'flows/other.yaml' }));
    expect(other.stdout).toContain('expected a trigger of this workflow, got flows/other.yaml incoming');
    const changes = { set: { planted: { version: 'x', seenAt: '2026-01-01T00:00:00Z' } }, unset: [] };
    const memoryOf = (path: string): object => ({ memory: { path, base: 'none', changes } });
    expect((await start(forged(memoryOf('kv/demo.json')))).exitCode).toBe(0);
    expect(api.state.file('kv/demo.json', 'gitphony-state')).toBeUndefined();
    expect((await start('[{"file": 3}]')).stdout).toContain('HANDOVER_INVALID');
    expect((await start('')).stdout).toContain('HANDOVER_LOST');
  });

  test('GitHub in trouble while polling: tried again; a broken memory fails its own poll only', async () => {
    answer = { status: 200, body: 'fine' };
    await put('in/a.csv', 'one');
    api.fail(faults.serverError(/^GET \S*\/runs/, 2));
    const { outputs } = await poll();
    expect(outputs['found-count']).toBe('2');
    expect((await start(outputs['found'])).exitCode).toBe(0);
    endAll('drop');
    endAll('page');
    api.state.commit({ 'polls/demo/drop.incoming.json': '{"seen": 3' }, 'gitphony-state');
    const ended = await poll();
    expect(ended.exitCode).not.toBe(0);
    expect(ended.stdout).toContain('POLL_MEMORY_BROKEN');
    expect(ended.outputs['found-count']).toBe('1');
    expect(ended.outputs['found']).toContain('flows/page.yaml');
  });
});
