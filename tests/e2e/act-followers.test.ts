import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type ActOptions, type ActRun, runAct } from '../support/act.ts';
import { buildTestAction, type BuiltAction } from '../support/action.ts';
import { runGitphony } from '../support/cli.ts';
import { type GitHubApi, startGitHubApi } from '../support/github-api.ts';
import { faults } from '../support/github-api/faults.ts';
import { type ResultsService, startResultsService } from '../support/results-service.ts';
import { makeTempProject, type TempProject } from '../support/temp-project.ts';
import { projectRoot } from '../support/tool-paths.ts';

/** Chains of workflows: what one flow's run starts, and what reaches the next one. The API is the stand-in, the rest is real. */
let action: BuiltAction;
let results: ResultsService;
let project: TempProject;
let api: GitHubApi;

const load = (id: string, more = ''): string => `id: ${id}
namespace: demo
inputs: [{id: text, type: STRING, defaults: none}, {id: fails, type: BOOL, defaults: false}]
outputs: [{id: rows, type: INT, value: 42}, {id: text, type: STRING, value: "{{ inputs.text }}"}]
tasks:
  - {id: load, type: io.kestra.plugin.core.debug.Return, format: "{{ inputs.text }}"}
  - {id: fail, type: io.kestra.plugin.core.execution.Fail, runIf: "{{ inputs.fails }}"}
${more}`;

const report = `id: report
namespace: demo
inputs: [{id: rows, type: INT}, {id: text, type: STRING}]
tasks:
  - id: tell
    type: io.kestra.plugin.core.log.Log
    message: "{{ trigger.namespace }}.{{ trigger.flowId }} {{ trigger.state }} gave {{ inputs.rows + 1 }} <{{ inputs.text }}>"
triggers:
  - id: after_load
    type: io.kestra.plugin.core.trigger.Flow
    states: [SUCCESS]
    inputs: {rows: "{{ trigger.outputs.rows }}", text: "{{ trigger.outputs.text }}"}
    conditions:
      - {type: io.kestra.plugin.core.condition.ExecutionFlow, namespace: demo, flowId: load}
`;

const both = `id: both
namespace: demo
tasks: [{id: tell, type: io.kestra.plugin.core.log.Log, message: "both, last {{ trigger.flowId }}"}]
triggers:
  - id: both_loaded
    type: io.kestra.plugin.core.trigger.Flow
    preconditions:
      id: loads
      flows:
        - {namespace: demo, flowId: yellow, states: [SUCCESS]}
        - {namespace: demo, flowId: green, states: [SUCCESS]}
`;

const scheduled = load(
  'scheduled',
  `triggers: [{id: monthly, type: io.kestra.plugin.core.trigger.Schedule, cron: "0 9 1 * *"}]`,
);
const afterScheduled = report
  .replace('id: report', 'id: after_scheduled')
  .replace('flowId: load}', 'flowId: scheduled}');

const hook = `id: hooked
namespace: demo
inputs: [{id: order, type: INT, defaults: 0}]
tasks:
  - id: tell
    type: io.kestra.plugin.core.log.Log
    message: "order {{ inputs.order }} <{{ trigger.body.note }}> {{ trigger.parameters.q | join('+') }} {{ trigger.headers['X-A'][0] }}"
  - id: script
    type: io.kestra.plugin.scripts.shell.Commands
    taskRunner: {type: io.kestra.plugin.core.runner.Process}
    env: {NOTE: "{{ trigger.body.note }}"}
    commands: ['printf "note=%s\\n" "$NOTE"', 'test ! -e /tmp/gitphony-planted-by-webhook']
triggers:
  - id: hook
    type: io.kestra.plugin.core.trigger.Webhook
    key: "{{ secret('HOOK_KEY') }}"
    inputs: {order: "{{ trigger.body.order }}"}
    when: "{{ trigger.body.order > 5 }}"
`;

beforeAll(async () => {
  const flows = {
    load: load('load'),
    yellow: load('yellow'),
    green: load('green'),
    report,
    both,
    scheduled,
    'after-scheduled': afterScheduled,
    hook,
  };
  [action, results, project] = await Promise.all([
    buildTestAction(),
    startResultsService(),
    makeTempProject({
      'action/action.yml': 'name: a stand-in, for compile to see\n',
      ...Object.fromEntries(Object.entries(flows).map(([name, text]) => [`flows/${name}.yaml`, text])),
    }),
  ]);
  expect(await runGitphony(['compile'], { cwd: project.dir })).toMatchObject({ exitCode: 0 });
  const names = ['load', 'yellow', 'green', 'report', 'both', 'scheduled', 'after_scheduled', 'hooked'];
  const files = await Promise.all(
    names.map(async (name) => {
      const path = `.github/workflows/demo.${name}.yml`;
      return [path, await readFile(project.path(path), 'utf8')] as const;
    }),
  );
  api = await startGitHubApi({ files: Object.fromEntries(files) });
});

afterAll(async () => {
  await Promise.all([action.remove(), results.close(), project.remove(), api.close()]);
});

function run(
  flow: string,
  runId: string,
  inputs: Readonly<Record<string, string>> = {},
  options: Partial<ActOptions> = {},
): Promise<ActRun> {
  return runAct({
    cwd: project.dir,
    workflow: `.github/workflows/demo.${flow}.yml`,
    event: 'workflow_dispatch',
    payload: { inputs },
    copies: { action: join(projectRoot, 'action'), 'action/dist': action.dist },
    secrets: { GITHUB_TOKEN: 'ghs_job', HOOK_KEY: 'k3y-of-the-hook' },
    env: { ...results.jobEnv({ runId }), GITHUB_RUN_ID: runId, GITHUB_API_URL: api.url },
    ...options,
  });
}

/** The runs of a workflow that the chain has started so far, oldest first. */
const started = (flow: string) =>
  api.state.runs.filter(({ path }) => path === `.github/workflows/demo.${flow}.yml`).toReversed();

const hostile =
  '$(touch /tmp/gitphony-planted-by-webhook) `id` ${{ github.token }} {{ secret("X") }} \'"; ::error::planted';

describe('control plane 2: triggers — Flow, a flow after another', () => {
  test('its run starts the next one, with outputs; text of strangers stays text', async () => {
    const first = await run('load', '201', { text: hostile });
    expect(first.exitCode, first.output).toBe(0);
    expect(first.job('finish').steps.length).toBeGreaterThan(0);
    const [next, ...others] = started('report');
    expect(others).toEqual([]);
    expect(next?.headBranch).toBe('main');
    const second = await run('report', '202', next?.inputs);
    expect(second.exitCode, second.output).toBe(0);
    expect(second.log).toContain(`demo.load SUCCESS gave 43 <${hostile}>`);
    expect(second.annotations).toEqual([]);
  });

  test('a state that nobody waits for starts no job', async () => {
    const before = started('report').length;
    const failed = await run('load', '203', { fails: 'true' });
    expect(failed.exitCode).not.toBe(0);
    expect(failed.jobs.some(({ id }) => id === 'finish')).toBe(false);
    expect(started('report')).toHaveLength(before);
  });

  test('several are waited for, over runs, and a conflict on every second write loses none', async () => {
    api.fail(faults.conflictOnEverySecondWrite());
    expect((await run('yellow', '211')).exitCode).toBe(0);
    expect(started('both')).toEqual([]);
    expect(api.state.file('conditions/demo.both.json', 'gitphony-state')).toContain('flow-1');
    const last = await run('green', '212');
    expect(last.exitCode, last.output).toBe(0);
    const [next, ...others] = started('both');
    expect(others).toEqual([]);
    expect((await run('both', '213', next?.inputs)).log).toContain('both, last green');
    // Once fired, all is forgotten: one alone is too few.
    expect((await run('green', '214')).exitCode).toBe(0);
    expect(started('both')).toHaveLength(1);
  });

  test('a lost answer starts nothing twice; a second attempt looks first', async () => {
    const before = started('report').length;
    api.fail(faults.lostAnswer(/^POST \S*\/dispatches/));
    const title = /after demo\.load SUCCESS (\w+)/;
    // The stand-in does not evaluate run-name: the run that was heard gets its title here.
    const timer = setInterval(() => {
      for (const one of started('report').slice(before)) {
        const { execution } = JSON.parse(one.inputs['_upstream'] ?? '{}') as { execution: { id: string } };
        one.displayTitle = `report · after demo.load SUCCESS ${execution.id}`;
      }
    }, 20);
    try {
      const first = await run('load', '221');
      expect(first.exitCode, first.output).toBe(0);
      expect(started('report')).toHaveLength(before + 1);
      expect(started('report').at(-1)?.displayTitle).toMatch(title);
      const again = await run(
        'load',
        '221',
        {},
        {
          env: {
            ...results.jobEnv({ runId: '221' }),
            GITHUB_RUN_ID: '221',
            GITHUB_RUN_ATTEMPT: '2',
            GITHUB_API_URL: api.url,
          },
        },
      );
      expect(again.exitCode, again.output).toBe(0);
      expect(again.log).toContain('demo.report was started before by after_load');
      expect(started('report')).toHaveLength(before + 1);
    } finally {
      clearInterval(timer);
    }
  });

  test('each leg of a backfill starts the next one', async () => {
    const ended = await run('scheduled', '231', { _start: '2019-01-01', _end: '2019-03-31', _trigger: 'monthly' });
    expect(ended.exitCode, ended.output).toBe(0);
    const outputs = started('after_scheduled').map(({ inputs }) => inputs['_upstream'] ?? '');
    expect(outputs).toHaveLength(3);
    expect(outputs.every((text) => text.includes('"rows":42'))).toBe(true);
  });
});

describe('control plane 2: triggers — Webhook', () => {
  const call = { _key: 'k3y-of-the-hook', _request: '{"headers":{"X-A":"b"},"parameters":"q=1&q=2"}' };

  test('brings body, headers and parameters; a body full of syntax stays data', async () => {
    const body = JSON.stringify({ order: 7, note: hostile });
    const ended = await run('hooked', '301', { ...call, _body: body });
    expect(ended.exitCode, ended.output).toBe(0);
    expect(ended.log).toContain(`order 7 <${hostile}> 1+2 b`);
    expect(ended.log).toContain(`note=${hostile}`);
    expect(ended.annotations).toEqual([]);
  });

  test('starts nothing where its conditions do not hold', async () => {
    const ended = await run('hooked', '302', { ...call, _body: '{"order": 3}' });
    expect(ended.exitCode, ended.output).toBe(0);
    const message = 'nothing to do: the conditions of hook do not hold for this request';
    expect(ended.annotations).toMatchObject([{ level: 'notice', message }]);
  });

  test('refuses another key, without a word about the right one', async () => {
    const ended = await run('hooked', '303', { ...call, _key: 'k3y-of-the-hooK', _body: '{"order": 7}' });
    expect(ended.exitCode).not.toBe(0);
    expect(ended.annotations).toMatchObject([{ message: expect.stringContaining('has no webhook with this key') }]);
    expect(ended.output + ended.summary).not.toContain('k3y-of-the-hook');
  });
});
