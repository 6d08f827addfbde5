import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { STATE_BRANCH } from '../../src/github/api/state-branch.ts';
import { type ActOptions, type ActRun, runAct } from '../support/act.ts';
import { buildTestAction, type BuiltAction } from '../support/action.ts';
import { runGitphony } from '../support/cli.ts';
import { type GitHubApi, startGitHubApi } from '../support/github-api.ts';
import { type ResultsService, startResultsService } from '../support/results-service.ts';
import { makeTempProject, type TempProject } from '../support/temp-project.ts';
import { projectRoot } from '../support/tool-paths.ts';

/** The KV store and called flows, as runs on GitHub see them: one run writes, a later one reads. */
let action: BuiltAction;
let results: ResultsService;
let project: TempProject;
let api: GitHubApi;

const count = `id: count
namespace: company.team
inputs: [{id: text, type: STRING, defaults: none}]
tasks:
  - id: before
    type: io.kestra.plugin.core.log.Log
    message: "before=[{{ kv('last-run', errorOnMissing=false) ?? 'nothing' }}]"
  - id: set
    type: io.kestra.plugin.core.kv.Set
    key: last-run
    value: "{{ inputs.text }}"
  - id: typed
    type: io.kestra.plugin.core.kv.Set
    key: limits
    kvType: JSON
    value: '{"rows": 5}'
  - id: after
    type: io.kestra.plugin.core.log.Log
    message: "after=[{{ kv('last-run') }}] rows=[{{ kv('limits').rows }}]"
  - id: look
    type: io.kestra.plugin.scripts.shell.Commands
    commands: ['env | grep -c ghs_job || true; git config --get-all http.https://github.com/.extraheader || true']
`;

const leak = `id: leak
namespace: company.team
tasks:
  - id: set
    type: io.kestra.plugin.core.kv.Set
    key: copy
    value: "{{ secret('TOKEN') }}"
`;

const months = `id: months
namespace: company.team
tasks:
  - id: last
    type: io.kestra.plugin.core.kv.Set
    key: last_month
    value: "{{ trigger.date | date('yyyy-MM') }}"
  - id: own
    type: io.kestra.plugin.core.kv.Set
    key: "month-{{ trigger.date | date('yyyy-MM') }}"
    value: done
triggers:
  - id: monthly
    type: io.kestra.plugin.core.trigger.Schedule
    cron: "0 9 1 * *"
`;

const caller = `id: caller
namespace: company.team
tasks:
  - id: call
    type: io.kestra.plugin.core.flow.Subflow
    namespace: company.team
    flowId: called
  - id: tell
    type: io.kestra.plugin.core.log.Log
    message: "called=[{{ outputs.call.outputs.length }}]"
`;

const called = `id: called
namespace: company.team
tasks:
  - id: use
    type: io.kestra.plugin.core.debug.Return
    format: "{{ secret('TOKEN') | length }}"
outputs:
  - id: length
    type: STRING
    value: "{{ outputs.use.value }}"
`;

beforeAll(async () => {
  [action, results, api, project] = await Promise.all([
    buildTestAction(),
    startResultsService(),
    startGitHubApi(),
    makeTempProject({
      'action/action.yml': 'name: a stand-in, for compile to see\n',
      'flows/count.yaml': count,
      'flows/leak.yaml': leak,
      'flows/months.yaml': months,
      'flows/caller.yaml': caller,
      'subflows/called.yaml': called,
    }),
  ]);
  expect(await runGitphony(['compile'], { cwd: project.dir })).toMatchObject({ exitCode: 0 });
});

afterAll(async () => {
  await Promise.all([action.remove(), results.close(), project.remove(), api.close()]);
});

function run(flow: string, runId: string, options: Partial<ActOptions> = {}): Promise<ActRun> {
  const { secrets, ...rest } = options;
  return runAct({
    cwd: project.dir,
    workflow: `.github/workflows/company.team.${flow}.yml`,
    event: 'workflow_dispatch',
    copies: { action: join(projectRoot, 'action'), 'action/dist': action.dist },
    env: { ...results.jobEnv({ runId }), GITHUB_RUN_ID: runId, GITHUB_API_URL: api.url },
    secrets: { GITHUB_TOKEN: 'ghs_job', ...secrets },
    ...rest,
  });
}

test('control plane 5: KV — what one run sets, the next one reads; hostile text stays data, and scripts see no token', async () => {
  const hostile = '$(touch /tmp/planted) ${{ github.token }} ::set-output name=x::y "; rm -rf / #';
  const first = await run('count', '301', { payload: { inputs: { text: hostile } } });
  expect(first.exitCode, first.output).toBe(0);
  expect(first.log).toContain('before=[nothing]');
  expect(first.log).toContain('rows=[5]');
  expect(first.log).not.toMatch(/^[1-9]\d*$/m);
  const stored = JSON.parse(api.state.file('kv/company.team.json', STATE_BRANCH) ?? '{}') as object;
  expect(stored).toEqual({
    'last-run': { type: 'STRING', value: hostile },
    limits: { type: 'JSON', value: { rows: 5 } },
  });
  const second = await run('count', '302', { payload: { inputs: { text: 'two' } } });
  expect(second.log).toContain('before=[$(touch /tmp/planted)');
  expect(second.log).toContain('after=[two]');
});

test('control plane 5: KV — with GITPHONY_TOKEN keys become variables, which the next run is handed without a token', async () => {
  const secrets = { GITPHONY_TOKEN: 'github_pat_all' };
  const ended = await run('count', '303', { payload: { inputs: { text: 'three' } }, secrets });
  expect(ended.exitCode, ended.output).toBe(0);
  const vars = Object.fromEntries([...api.state.variables.values()].map(({ name, value }) => [name, value]));
  expect(Object.keys(vars)).toEqual(['COMPANY_TEAM__LAST_RUN', 'COMPANY_TEAM__LIMITS']);
  const next = await run('count', '304', { payload: { inputs: { text: 'four' } }, vars });
  expect(next.log).toContain('before=[three]');
});

test('control plane 6: secrets — a secret does not become a key', async () => {
  const ended = await run('leak', '305', { secrets: { TOKEN: 'planted-secret' } });
  expect(ended.exitCode).not.toBe(0);
  expect(ended.annotations[0]?.message).toContain('holds a secret');
  expect(JSON.stringify(api.calls)).not.toContain('planted-secret');
});

test('control plane 5: KV — legs of a backfill write once, at the end: the last tick has the last word', async () => {
  const inputs = { _trigger: 'monthly', _start: '2019-01-01', _end: '2019-03-31', _backfill: 'matrix' };
  const ended = await run('months', '306', { payload: { inputs } });
  expect(ended.exitCode, ended.output).toBe(0);
  const stored = JSON.parse(api.state.file('kv/company.team.json', STATE_BRANCH) ?? '{}') as Record<
    string,
    { value: string }
  >;
  expect(stored['last_month']?.value).toBe('2019-03');
  expect(Object.keys(stored).filter((key) => key.startsWith('month-'))).toHaveLength(3);
});

test('control plane 6: secrets — a called flow has the secrets that it names', async () => {
  const ended = await run('caller', '307', { secrets: { TOKEN: 'planted-secret' } });
  expect(ended.exitCode, ended.output).toBe(0);
  expect(ended.log).toContain('called=[14]');
});
