import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type ActOptions, type ActRun, runAct } from '../support/act.ts';
import { buildTestAction, type BuiltAction } from '../support/action.ts';
import { runGitphony } from '../support/cli.ts';
import { type GitHubApi, startGitHubApi } from '../support/github-api.ts';
import { type GoogleEmulators, startGcsEmulator } from '../../tools/emulators/google.ts';
import { type Answer, type LocalServer, startHttpServer } from '../support/http-server.ts';
import { type ResultsService, startResultsService } from '../support/results-service.ts';
import { makeTempProject, type TempProject } from '../support/temp-project.ts';
import { projectRoot } from '../support/tool-paths.ts';

/** Polling by compiled workflows: the bucket, the HTTP server and the runner are real, the API is the stand-in. */
let action: BuiltAction;
let results: ResultsService;
let project: TempProject;
let api: GitHubApi;
let google: Pick<GoogleEmulators, 'gcs' | 'stop'>;
let web: LocalServer;
let answer: Answer = { status: 404 };
let runs = 500;

const lake = `id: lake
namespace: demo
tasks:
  - {id: tell, type: io.kestra.plugin.core.log.Log, message: "took {{ trigger.blobs | jq('[.[].name] | join(\\",\\")') | first }}: {{ read(trigger.blobs[0].uri) }}"}
triggers:
  - id: incoming
    type: io.kestra.plugin.gcp.gcs.Trigger
    interval: PT5M
    serviceAccount: "{{ secret('LAKE_KEY') }}"
    from: gs://lake/in/
    action: MOVE
    moveDirectory: gs://lake/done/
`;

const price = `id: price
namespace: demo
inputs: [{id: price, type: INT}]
tasks:
  - {id: tell, type: io.kestra.plugin.core.log.Log, message: "{{ trigger.code }} costs {{ inputs.price + 1 }} <{{ fromJson(trigger.body).note }}>"}
triggers:
  - id: shop
    type: io.kestra.plugin.core.http.Trigger
    interval: PT5M
    uri: "{{ vars.shop }}/price"
    responseCondition: "{{ response.statusCode == 200 and fromJson(response.body).price < 10 }}"
    inputs: {price: "{{ fromJson(trigger.body).price }}"}
    stopAfter: [FAILED]
variables: {shop: SHOP}
`;

const hostile =
  '$(touch /tmp/gitphony-planted-by-poll) `id` ${{ github.token }} {{ secret("X") }} \'"; ::error::planted';

beforeAll(async () => {
  [action, results, google, web] = await Promise.all([
    buildTestAction(),
    startResultsService(),
    startGcsEmulator(),
    startHttpServer(() => answer),
  ]);
  project = await makeTempProject({
    'action/action.yml': 'name: a stand-in, for compile to see\n',
    'flows/lake.yaml': lake,
    'flows/price.yaml': price.replace('SHOP', web.url),
  });
  expect(await runGitphony(['compile'], { cwd: project.dir })).toMatchObject({ exitCode: 0 });
  const names = ['demo.lake', 'demo.price', 'gitphony-poll-5m'];
  const files = await Promise.all(
    names.map(async (name) => {
      const path = `.github/workflows/${name}.yml`;
      return [path, await readFile(project.path(path), 'utf8')] as const;
    }),
  );
  api = await startGitHubApi({ files: Object.fromEntries(files) });
  await fetch(`${google.gcs}/storage/v1/b?project=test-project`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: '{"name": "lake"}',
  });
});

afterAll(async () => {
  await Promise.all([action.remove(), results.close(), project.remove(), api.close(), google.stop(), web.close()]);
});

function run(workflow: string, inputs: Readonly<Record<string, string>> = {}, options: Partial<ActOptions> = {}) {
  runs += 1;
  const runId = String(runs);
  return runAct({
    cwd: project.dir,
    workflow: `.github/workflows/${workflow}.yml`,
    event: 'workflow_dispatch',
    payload: { inputs },
    copies: { action: join(projectRoot, 'action'), 'action/dist': action.dist },
    secrets: { GITHUB_TOKEN: 'ghs_job', LAKE_KEY: 'a-key-of-the-lake' },
    ...options,
    env: {
      ...results.jobEnv({ runId }),
      GITHUB_RUN_ID: runId,
      GITHUB_API_URL: api.url,
      GITPHONY_GCS_ENDPOINT: google.gcs,
      ...options.env,
    },
  });
}

const poll = (options: Partial<ActOptions> = {}): Promise<ActRun> => run('gitphony-poll-5m', {}, options);

async function upload(name: string, content: string): Promise<void> {
  const url = `${google.gcs}/upload/storage/v1/b/lake/o?uploadType=media&name=${encodeURIComponent(name)}`;
  expect((await fetch(url, { method: 'POST', body: content })).status).toBe(200);
}

async function stored(): Promise<readonly string[]> {
  const { items = [] } = (await (await fetch(`${google.gcs}/storage/v1/b/lake/o`)).json()) as {
    items?: { name: string }[];
  };
  return items.map(({ name }) => name).toSorted();
}

/** The runs that were started so far, oldest first; each gets the title that `run-name` would give it. */
function started(flow: string) {
  const own = api.state.runs.filter(({ path }) => path === `.github/workflows/demo.${flow}.yml`).toReversed();
  for (const one of own) {
    const { trigger, id } = JSON.parse(one.inputs['_polled'] ?? '{}') as { trigger: string; id: string };
    one.displayTitle = `${flow} · ${trigger} polled ${id}`;
  }
  return own;
}

const memory = (): string => api.state.file('polls/demo/lake.incoming.json', 'gitphony-state') ?? '';

describe('control plane 2: triggers — polling', () => {
  test('nothing there: no flow is started, no job but the one that looks', async () => {
    const ended = await poll();
    expect(ended.exitCode, ended.output).toBe(0);
    expect(ended.log).toContain('demo.lake incoming: incoming finds nothing');
    expect(ended.jobs.map(({ id }) => id)).toEqual(['poll']);
    expect(started('lake')).toEqual([]);
    expect(started('price')).toEqual([]);
  });

  test('data arrives: the flow is started once, and its tasks see trigger.*', async () => {
    await upload('in/a.csv', 'first rows');
    const ended = await poll();
    expect(ended.exitCode, ended.output).toBe(0);
    const [next, ...others] = started('lake');
    expect(others).toEqual([]);
    expect(next?.headBranch).toBe('main');
    expect(JSON.parse(next?.inputs['_polled'] ?? '')).toMatchObject({
      v: 1,
      trigger: 'incoming',
      found: { names: ['gs://lake/in/a.csv'] },
    });
    expect(JSON.parse(memory())).toMatchObject({ schema: 1, seen: { 'gs://lake/in/a.csv': {} } });
    expect(memory()).not.toContain('claim');
    // It has not run yet: the file is still there, and is not found again.
    if (next !== undefined) Object.assign(next, { status: 'queued', conclusion: null });
    const again = await poll();
    expect(again.log).toContain('demo.lake incoming is not polled: what it started last still runs');
    if (next !== undefined) Object.assign(next, { status: 'completed', conclusion: 'success' });
    expect((await poll()).log).toContain('incoming finds nothing');
    expect(started('lake')).toHaveLength(1);
    const flow = await run('demo.lake', next?.inputs);
    expect(flow.exitCode, flow.output).toBe(0);
    expect(flow.log).toContain('took in/a.csv: first rows');
    expect(await stored()).toEqual(['done/a.csv']);
    expect(flow.output).not.toContain('a-key-of-the-lake');
    // A second run for the same find finds it gone.
    const twice = await run('demo.lake', next?.inputs);
    expect(twice.exitCode, twice.output).toBe(0);
    expect(twice.annotations).toMatchObject([
      { level: 'notice', message: 'nothing to do: what incoming found is gone' },
    ]);
  });

  test('a poll that fails is told at its trigger, and keeps no other from its own', async () => {
    await upload('in/b.csv', 'more rows');
    answer = 'drop';
    const ended = await poll();
    answer = { status: 404 };
    expect(ended.exitCode).not.toBe(0);
    expect(ended.annotations).toContainEqual(
      expect.objectContaining({
        level: 'error',
        message: expect.stringContaining('trigger "shop": GET'),
        properties: { title: 'Gitphony: POLL_FAILED', file: 'flows/price.yaml', line: '7', col: '5' },
      }),
    );
    expect(ended.log).toContain('demo.lake is started');
    const next = started('lake').at(-1);
    expect((await run('demo.lake', next?.inputs)).log).toContain('took in/b.csv: more rows');
    if (next !== undefined) Object.assign(next, { status: 'completed', conclusion: 'success' });
  });

  test('what a server answers reaches the flow as data, inputs too; stopAfter ends the polling', async () => {
    answer = { status: 200, body: { price: 7, note: hostile } };
    const ended = await poll();
    expect(ended.exitCode, ended.output).toBe(0);
    const next = started('price').at(-1);
    const flow = await run('demo.price', next?.inputs);
    expect(flow.exitCode, flow.output).toBe(0);
    expect(flow.log).toContain(`200 costs 8 <${hostile}>`);
    expect(flow.annotations).toEqual([]);
    if (next !== undefined) Object.assign(next, { status: 'completed', conclusion: 'failure' });
    const stopped = await poll();
    expect(stopped.log).toContain('demo.price shop is not polled: its last run ended as FAILED (stopAfter)');
    expect(started('price')).toHaveLength(1);
  });

  test('in a public repository no answer stands in a log: the flow asks again', async () => {
    for (const one of started('price')) Object.assign(one, { conclusion: 'success' });
    answer = { status: 200, body: { price: 3, note: 'not for everybody' } };
    const ended = await poll({ payload: { repository: { full_name: 'octo/flows', private: false } } });
    expect(ended.exitCode, ended.output).toBe(0);
    const next = started('price').at(-1);
    expect(JSON.parse(next?.inputs['_polled'] ?? '')).toMatchObject({ trigger: 'shop', again: true });
    expect(ended.output).not.toContain('not for everybody');
    const flow = await run('demo.price', next?.inputs);
    expect(flow.log).toContain('200 costs 4 <not for everybody>');
    answer = { status: 404 };
    const gone = await run('demo.price', next?.inputs);
    expect(gone.annotations).toMatchObject([{ level: 'notice', message: 'nothing to do: what shop found is gone' }]);
  });
});
