import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type ActRun, runAct } from '../support/act.ts';
import { buildTestAction, type BuiltAction } from '../support/action.ts';
import { runGitphony } from '../support/cli.ts';
import { type GitHubApi, startGitHubApi } from '../support/github-api.ts';
import { type ResultsService, startResultsService } from '../support/results-service.ts';
import { makeTempProject, type TempProject } from '../support/temp-project.ts';
import { projectRoot } from '../support/tool-paths.ts';

let action: BuiltAction;
let results: ResultsService;
let base: TempProject;
let project: TempProject;
let api: GitHubApi;

const flow = (id: string, message = "{{ secret('GREETING') }}"): string => `id: ${id}
namespace: demo
tasks:
  - id: greet
    type: io.kestra.plugin.core.log.Log
    message: "${message}"
`;
const schedule = `triggers:
  - id: daily
    type: io.kestra.plugin.core.trigger.Schedule
    cron: "0 6 * * *"
    timezone: Europe/Berlin
`;
const settings = 'deploy: commit\nbranches: {main: prod, "feature/*": dev}\n';
const stub = { 'action/action.yml': 'name: a stand-in, for compile to see\n', 'gitphony.yaml': settings };

beforeAll(async () => {
  [action, results, api, base, project] = await Promise.all([
    buildTestAction(),
    startResultsService(),
    startGitHubApi(),
    makeTempProject({ ...stub, 'flows/hello.yaml': flow('hello') }),
    makeTempProject({ ...stub, 'flows/hello.yaml': flow('hello') }),
  ]);
  for (const { dir } of [base, project]) {
    expect(await runGitphony(['compile'], { cwd: dir })).toMatchObject({ exitCode: 0 });
  }
  // act replaces a checkout of this repository by a copy, but clones one that names a branch.
  const file = project.path('.github/workflows/gitphony.yml');
  const named = '          ref: ${{ github.event.repository.default_branch }}\n';
  const compiled = await readFile(file, 'utf8');
  expect(compiled).toContain(named);
  await writeFile(file, compiled.replace(named, ''));
  await project.write({
    'flows/second.yaml': flow('second', "{{ secret('OTHER') }}"),
    'flows/hello.yaml': `${flow('hello')}${schedule}`,
  });
  api.state.commit({ 'flows/second.yaml': flow('second') }, 'topic');
});

afterAll(async () => {
  await Promise.all([action.remove(), results.close(), base.remove(), project.remove(), api.close()]);
});

function pullRequest(runId: string, repository: string, from = project): Promise<ActRun> {
  const head = { ref: 'topic', sha: api.state.git.ref('refs/heads/topic') ?? '', repo: { full_name: repository } };
  return runAct({
    cwd: from.dir,
    base: base.dir,
    workflow: '.github/workflows/gitphony.yml',
    event: 'pull_request',
    payload: { pull_request: { head, base: { ref: 'main' } } },
    copies: { action: join(projectRoot, 'action'), 'action/dist': action.dist },
    env: { ...results.jobEnv({ runId }), GITHUB_RUN_ID: runId, GITHUB_API_URL: api.url },
    secrets: { GITPHONY_DEPLOY_TOKEN: 'github_pat_all' },
  });
}

describe('control plane 1: deploy by commit — a pull request', () => {
  test('gets the compiled workflow committed to its branch, and a summary of what changes', async () => {
    const ended = await pullRequest('501', 'octo/flows');
    expect(ended.exitCode, ended.output).toBe(0);
    const { summary } = ended.step('check', 'check');
    expect(summary).toContain('### <code>demo.second</code> new');
    expect(summary).toContain('### <code>demo.hello</code> changes');
    expect(summary).toContain(
      '| started by | <code>form</code> | <code>form</code><br>**<code>schedule 0 6 &#42; &#42; &#42; Europe/Berlin</code>** |',
    );
    expect(summary).toContain('- secrets: <code>OTHER &#40;dev&#41;</code>, <code>OTHER &#40;prod&#41;</code>');
    expect(summary).toContain('after\n\n```mermaid\nflowchart LR\n  n0["greet"]\n```');
    expect(summary).not.toContain('gitphony compile');
    expect(api.state.file('.github/workflows/demo.second.yml', 'topic')).toContain('name: demo.second');
  });

  test('of a fork gets no token: drift fails with the command to run', async () => {
    const before = api.requests.length;
    const ended = await pullRequest('502', 'somebody/flows');
    expect(ended.exitCode).not.toBe(0);
    expect(ended.annotations.at(-1)?.message).toContain('gitphony compile');
    expect(ended.summary).toContain('```sh\ngitphony compile\n```');
    expect(ended.jobs.map(({ id }) => id)).toEqual(['check']);
    expect(api.requests.length).toBe(before);
  });

  test('that gives a flow another name is refused', async () => {
    await using renamed = await makeTempProject({ ...stub, 'flows/hello.yaml': flow('renamed') });
    expect(await runGitphony(['compile'], { cwd: renamed.dir })).toMatchObject({ exitCode: 0 });
    const ended = await pullRequest('503', 'octo/flows', renamed);
    expect(ended.exitCode).not.toBe(0);
    expect(ended.annotations.map(({ message }) => message).join('\n')).toContain(
      'the id of this file is "hello" in HEAD^1 and cannot change, got "renamed"',
    );
  });
});

describe('control plane 1: deploy by commit — a flow of any branch', () => {
  const compile = async (): Promise<void> => {
    await project.write({
      'flows/fresh.yaml': flow('fresh', "{{ secret('GREETING') | length }} letters, {{ inputs.name }}").replace(
        'tasks:',
        'inputs:\n  - {id: name, type: STRING}\ntasks:',
      ),
    });
    expect(await runGitphony(['compile'], { cwd: project.dir })).toMatchObject({ exitCode: 0 });
  };
  const run = (branch: string, name: string): Promise<ActRun> =>
    runAct({
      cwd: project.dir,
      workflow: '.github/workflows/gitphony-run.yml',
      event: 'workflow_dispatch',
      payload: { inputs: { _flow: name, _inputs: '{"name": "Ada"}' } },
      branch,
      copies: { action: join(projectRoot, 'action'), 'action/dist': action.dist },
      env: { GITHUB_RUN_ID: '600' },
      secrets: { GREETING: 'good morning', OTHER: 'not for it' },
    });

  test('runs by gitphony-run.yml with its own secrets and inputs', async () => {
    await compile();
    const ended = await run('feature/fresh', 'demo.fresh');
    expect(ended.exitCode, ended.output).toBe(0);
    expect(ended.log).toContain('12 letters, Ada');
  });

  test('is refused where the branch is another than the one that GitHub took it for', async () => {
    const ended = await run('Feature/fresh', 'demo.fresh');
    expect(ended.exitCode).not.toBe(0);
    expect(ended.output).toContain('expected the environment none on refs/heads/Feature/fresh');
    expect(ended.output).not.toContain('12 letters');
  });

  test.each([
    ['demo.nobody', 'found no "demo.nobody"'],
    ['../../etc/passwd', 'found no "../../etc/passwd"'],
    ['flows/fresh.yaml', 'found no "flows/fresh.yaml"'],
  ])('is looked up by name alone: %s', async (name, message) => {
    const ended = await run('feature/fresh', name);
    expect(ended.exitCode).not.toBe(0);
    expect(ended.annotations.map((each) => each.message).join('\n')).toContain(message);
  });
});

describe('control plane 1: deploy by commit — a key that a run of a branch writes', () => {
  test("goes into the environment of that branch, not into the namespace's own", async () => {
    await using keys = await makeTempProject({
      'action/action.yml': 'name: a stand-in\n',
      'gitphony.yaml': `kv: variables\nbranches: {main: prod, "feature/*": dev}\nnamespaces: {demo: {environment: prod-demo}}\n`,
      'flows/keep.yaml': `id: keep
namespace: demo
tasks:
  - {id: set, type: io.kestra.plugin.core.kv.Set, key: last, value: tried}
`,
    });
    expect(await runGitphony(['compile'], { cwd: keys.dir })).toMatchObject({ exitCode: 0 });
    for (const name of ['prod-demo', 'dev']) api.state.addEnvironment(name);
    const ended = await runAct({
      cwd: keys.dir,
      workflow: '.github/workflows/demo.keep.yml',
      event: 'workflow_dispatch',
      branch: 'feature/keys',
      copies: { action: join(projectRoot, 'action'), 'action/dist': action.dist },
      env: { ...results.jobEnv({ runId: '701' }), GITHUB_RUN_ID: '701', GITHUB_API_URL: api.url },
      secrets: { GITHUB_TOKEN: 'ghs_job', GITPHONY_TOKEN: 'github_pat_all' },
    });
    expect(ended.exitCode, ended.output).toBe(0);
    const namesIn = (name: string): readonly string[] => [
      ...(api.state.environments.get(name)?.variables.keys() ?? []),
    ];
    expect(namesIn('dev')).toEqual(['DEMO__LAST']);
    expect(namesIn('prod-demo')).toEqual([]);
  });
});
