import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type ActOptions, type ActRun, runAct } from '../support/act.ts';
import { buildTestAction, type BuiltAction } from '../support/action.ts';
import { artifactFiles } from '../support/artifact-files.ts';
import { runGitphony } from '../support/cli.ts';
import { type ResultsService, startResultsService } from '../support/results-service.ts';
import { makeTempProject, type TempProject } from '../support/temp-project.ts';
import { projectRoot } from '../support/tool-paths.ts';

/** The action inside of workflows: what a flow's scripts can do to the job around them, and what of a run is seen from outside. */
let action: BuiltAction;
let results: ResultsService;
let project: TempProject;

const script = (id: string, commands: string, more = ''): string => `id: ${id}
namespace: demo
${more}tasks:
  - id: script
    type: io.kestra.plugin.scripts.shell.Commands
    taskRunner: {type: io.kestra.plugin.core.runner.Process}
    env: {S: "{{ secret('TOKEN') }}"}
    commands:
      - |
${commands.trim().replaceAll(/^/gm, '        ')}
`;

const hostile = script(
  'hostile',
  `
env | cut -d= -f1 | grep -E '^(ACTIONS_|INPUT_|GITHUB_|STATE_|GITPHONY_|RUNNER_TEMP)' | sed 's/^/sees-/' || true
echo '::set-env name=PLANTED::yes'
echo '::add-path::/planted'
echo '::set-output name=state::planted'
echo '::save-state name=record::planted'
echo '  ::error::planted-annotation'
echo '##[error]planted-annotation'
echo '::stop-commands::planted-token'
printf 'progress\\r::warning::planted-annotation\\n'
echo '::add-mask::hello'
echo 'the end of hello'
`,
);

const secrets = script(
  'secrets',
  `
printf '%s\\n' "$S"
printf '%s' "$S" | base64 -w0; echo
python3 -c 'import os, urllib.parse, json; s = os.environ["S"]; print(urllib.parse.quote(s, safe="")); print(json.dumps(s))'
printf '::{"outputs":{"leak":"%s"}}::\\n' "$(printf %s "$S" | base64 -w0)"
echo "var {{ kv('my-var') }}"
exit 4
`,
);

const values = `id: values
namespace: demo
inputs: [{id: name, type: STRING, defaults: none}]
tasks:
  - id: give
    type: io.kestra.plugin.core.debug.Return
    format: "{{ inputs.name }}"
`;

/** The hostile flow's job has a step after it, which looks at what is left behind. */
const around = `name: around
on: workflow_dispatch
jobs:
  run:
    runs-on: ubuntu-24.04
    steps:
      - uses: actions/checkout@v4
      - id: flow
        uses: ./action
        with: {flow: flows/hostile.yaml}
        env: {GITPHONY_SECRET_TOKEN: "\${{ secrets.TOKEN }}"}
      - name: look
        run: |
          echo "PLANTED=[$PLANTED]"
          echo "PATH=[$PATH]"
          echo "state=[\${{ steps.flow.outputs.state }}]"
          echo "hello"
`;

beforeAll(async () => {
  [action, results, project] = await Promise.all([
    buildTestAction(),
    startResultsService(),
    makeTempProject({
      'action/action.yml': 'name: a stand-in, for compile to see\n',
      'flows/hostile.yaml': hostile,
      'flows/secrets.yaml': secrets,
      'flows/values.yaml': values,
      '.github/workflows/around.yml': around,
    }),
  ]);
  expect(await runGitphony(['compile'], { cwd: project.dir })).toMatchObject({ exitCode: 0 });
});

afterAll(async () => {
  await Promise.all([action.remove(), results.close(), project.remove()]);
});

function run(workflow: string, runId: string, options: Partial<ActOptions> = {}): Promise<ActRun> {
  return runAct({
    cwd: project.dir,
    workflow: `.github/workflows/${workflow}.yml`,
    event: 'workflow_dispatch',
    copies: { action: join(projectRoot, 'action'), 'action/dist': action.dist },
    env: { ...results.jobEnv({ runId }), GITHUB_RUN_ID: runId, GITHUB_TOKEN: 'planted-github-token' },
    ...options,
  });
}

async function recordOf(runId: string): Promise<string> {
  const files = await Promise.all(results.store.list(runId).map(artifactFiles));
  return JSON.stringify(files);
}

describe('a flow’s script in a job', () => {
  test('sees no authority, and what it prints changes nothing', async () => {
    const ended = await run('around', '101', { secrets: { TOKEN: 'planted-secret' } });
    expect(ended.exitCode, ended.output).toBe(0);
    const { log } = ended.step('run', 'flow');
    expect(log).toContain('the end of hello');
    expect(log.match(/sees-\w+/g)).toBeNull();
    const look = ended.step('run', 'look').log;
    expect(look).toContain('PLANTED=[]');
    expect(look).not.toContain('/planted');
    expect(look).toContain('state=[SUCCESS]');
    expect(look).toContain('hello');
    expect(ended.annotations).toEqual([]);
  });

  test('control plane 6: secrets — shows a secret in no form; variables are read; a failed task is annotated on its line', async () => {
    const secret = 'pl4nted/"secret" +ü';
    const ended = await run('demo.secrets', '102', { secrets: { TOKEN: secret }, vars: { MY_VAR: 'from-vars' } });
    expect(ended.exitCode).not.toBe(0);
    expect(ended.log).toContain('var from-vars');
    const forms = [
      secret,
      Buffer.from(secret).toString('base64'),
      encodeURIComponent(secret),
      JSON.stringify(secret).slice(1, -1),
    ];
    const everything = ended.output + ended.summary + (await recordOf('102'));
    expect(forms.filter((form) => everything.includes(form))).toEqual([]);
    expect(ended.annotations).toMatchObject([
      { level: 'error', properties: { file: 'flows/secrets.yaml', line: '4' }, message: expect.stringContaining('4') },
    ]);
  });

  test('control plane 6: secrets — that needs a secret which is not there says which one to add, and where', async () => {
    const ended = await run('demo.secrets', '103');
    expect(ended.exitCode).not.toBe(0);
    expect(ended.annotations[0]?.message).toMatch(/repository secret TOKEN \(Settings/);
  });
});

describe('the record of a run', () => {
  const inputs = { name: 'planted-value' };

  test('of a public repository has no values', async () => {
    const repository = { name: 'flows', full_name: 'octo/flows', owner: { login: 'octo' }, private: false };
    const ended = await run('demo.values', '104', { payload: { inputs, repository } });
    expect(ended.exitCode, ended.output).toBe(0);
    const record = await recordOf('104');
    expect(record).toContain('execution.created');
    expect(record).not.toContain('planted-value');
    expect(ended.summary).not.toContain('planted-value');
  });

  test('of a private one is whole', async () => {
    const ended = await run('demo.values', '105', { payload: { inputs } });
    expect(ended.exitCode, ended.output).toBe(0);
    expect(await recordOf('105')).toContain('planted-value');
    expect(ended.summary).toContain('planted-value');
  });
});
