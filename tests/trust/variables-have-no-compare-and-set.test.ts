import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import type { KvEntry } from '../../src/contract/kv.ts';
import { type GithubRepository, openGithub } from '../../src/github/api/client.ts';
import { openStateBranch, STATE_BRANCH } from '../../src/github/api/state-branch.ts';
import { createBranchKv } from '../../src/github/kv/branch-kv.ts';
import { openVariableKeys } from '../../src/github/kv/variables-kv.ts';
import { type ActionOptions, type ActionRun, buildTestAction, type BuiltAction, runAction } from '../support/action.ts';
import { runGitphony } from '../support/cli.ts';
import { type GitHubApi, startGitHubApi } from '../support/github-api.ts';
import { type ResultsService, startResultsService } from '../support/results-service.ts';
import { tempProject } from '../support/temp-project.ts';

/** Two stores for keys: variables, where the last writer wins, and the state branch, where nobody is lost. */
let action: BuiltAction;
let results: ResultsService;
let api: GitHubApi;

beforeAll(async () => {
  [action, results] = await Promise.all([buildTestAction(), startResultsService()]);
});
afterAll(() => Promise.all([action.remove(), results.close()]));
beforeEach(async () => {
  api = await startGitHubApi({ rateLimit: 100_000 });
});
afterEach(() => api.close());

const text = (key: string, value: string): KvEntry => ({ key, type: 'STRING', value });

function github(token: string): Promise<GithubRepository> {
  return openGithub({
    environment: {
      GITHUB_REPOSITORY: 'octo/flows',
      GITHUB_API_URL: api.url,
      GITPHONY_TOKEN: token,
      GITHUB_TOKEN: token,
    },
    directory: '/',
    purpose: 'save keys',
    permissions: ['Contents: write'],
  });
}

async function kv(files: Record<string, string>, ...words: string[]): ReturnType<typeof runGitphony> {
  const project = await tempProject(files);
  const env = { GITHUB_REPOSITORY: 'octo/flows', GITHUB_API_URL: api.url, GITPHONY_TOKEN: 'github_pat_all' };
  return runGitphony(['kv', ...words, '--github'], { cwd: project.dir, env });
}

test('variables say that the last writer wins, the state branch loses no writer', async () => {
  const said = await kv({ 'gitphony.yaml': 'kv: variables\n' }, 'set', 'count', '1', '-n', 'a');
  expect(said).toMatchObject({
    exitCode: 0,
    stderr: 'set as a variable; of two that write it at once the last one wins\n',
  });
  const values = ['one', 'two', 'three'];
  await Promise.all(
    values.map(async (value) => openVariableKeys(await github('github_pat_all')).set('a', text('count', value))),
  );
  expect(values).toContain((await openVariableKeys(await github('github_pat_all')).get('a', 'count'))?.entry.value);

  const writers = Array.from({ length: 20 }, async (_, index) => {
    const state = openStateBranch(await github('ghs_job'), { pause: 20 });
    await createBranchKv({ state, namespace: 'a' }).set(text(`key-${index}`, String(index)));
  });
  await Promise.all(writers);
  const stored = JSON.parse(api.state.file('kv/a.json', STATE_BRANCH) ?? '{}') as object;
  expect(Object.keys(stored)).toHaveLength(20);
  expect(api.calls.filter(({ status }) => status === 422).length, 'writers met').toBeGreaterThan(0);
});

const monthly = { id: 'monthly', type: 'io.kestra.plugin.core.trigger.Schedule', cron: '0 9 1 * *' };
const flow = JSON.stringify({
  id: 'flow',
  namespace: 'demo',
  tasks: [
    {
      id: 'set',
      type: 'io.kestra.plugin.core.kv.Set',
      key: 'last',
      value: "{{ (trigger.date ?? '2000-01-01T00:00:00Z') | date('yyyy-MM') }}",
    },
    { id: 'own', type: 'io.kestra.plugin.core.kv.Set', key: "of-{{ kv('last') }}", value: 'done' },
    {
      id: 'tell',
      type: 'io.kestra.plugin.core.log.Log',
      message: "last=[{{ kv('last') }}] before=[{{ kv('gone', errorOnMissing=false) ?? 'none' }}]",
    },
    { id: 'forget', type: 'io.kestra.plugin.core.kv.Delete', key: 'old' },
    {
      id: 'after',
      type: 'io.kestra.plugin.core.log.Log',
      message: "old=[{{ kv('old', errorOnMissing=false) ?? 'none' }}]",
    },
  ],
  triggers: [monthly],
});

function run(runId: string, job: string, options: Partial<ActionOptions>): Promise<ActionRun> {
  return runAction({
    dist: action.dist,
    files: { 'flows/flow.yaml': flow },
    ...options,
    inputs: { token: 'ghs_job', ...options.inputs },
    env: { ...results.jobEnv({ runId }), GITHUB_RUN_ID: runId, GITHUB_JOB: job, GITHUB_API_URL: api.url },
  });
}

/** Calls that change something. */
const writes = (): readonly string[] => api.requests.filter((line) => /^(?:POST|PATCH|PUT|DELETE) /.test(line));

test('a run reads what it wrote itself', async () => {
  api.state.commit(
    { 'kv/demo.json': '{"last":{"type":"STRING","value":"before"},"old":{"type":"STRING","value":"x"}}\n' },
    STATE_BRANCH,
  );
  const ended = await run('801', 'run', {});
  expect(ended.exitCode, ended.stdout).toBe(0);
  expect(ended.stdout).toContain('last=[2000-01]');
  expect(ended.stdout).toContain('old=[none]');
  expect(writes()).toEqual([]);
  expect(api.state.file('kv/demo.json', STATE_BRANCH)).toContain('"before"');
});

test('the legs of a backfill write once, at the end', async () => {
  const payload = {
    inputs: { _trigger: 'monthly', _start: '2019-01-01', _end: '2019-03-31' },
    repository: { private: true },
  };
  const planned = await run('802', 'plan', { inputs: { mode: 'plan' }, payload });
  const { matrix = '', count = '', hash = '' } = planned.outputs;
  const { include } = JSON.parse(matrix) as { include: { ticks: string }[] };
  expect(include).toHaveLength(3);
  // The last tick's leg ends first.
  for (const { ticks } of include.toReversed()) {
    const leg = { mode: 'backfill', ticks, 'plan-count': count, 'plan-hash': hash };
    const ended = await run('802', 'backfill', { inputs: leg, payload });
    expect(ended.exitCode, ended.stdout).toBe(0);
    expect(ended.outputs['keys']).toBe('true');
  }
  expect(writes()).toEqual([]);
  const saved = await run('802', 'keys', { inputs: { mode: 'keys' }, payload });
  expect(saved.exitCode, saved.stdout).toBe(0);
  expect(writes().filter((line) => line.includes('/git/commits'))).toHaveLength(1);
  const stored = JSON.parse(api.state.file('kv/demo.json', STATE_BRANCH) ?? '{}') as Record<string, { value: string }>;
  expect(Object.keys(stored).toSorted()).toEqual(['last', 'of-2019-01', 'of-2019-02', 'of-2019-03']);
  expect(stored['last']?.value).toBe('2019-03');
});

test('where both hold a key the branch wins, and the list shows both', async () => {
  api.state.setVariable('A__REGION', 'of the variable');
  api.state.commit({ 'kv/a.json': '{"region":{"type":"STRING","value":"of the branch"}}\n' }, STATE_BRANCH);
  const files = { 'gitphony.yaml': 'kv: auto\n' };
  expect(await kv(files, 'get', 'region', '-n', 'a')).toMatchObject({ exitCode: 0, stdout: 'of the branch\n' });
  const { stdout } = await kv(files, 'list', 'a');
  expect(stdout).toMatch(/a +region +STRING +of the branch +branch\n/);
  expect(stdout).toMatch(/a +REGION +STRING +of the variable +variable, hidden by the branch\n/);
});
