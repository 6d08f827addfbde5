import { readFile } from 'node:fs/promises';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type CliResult, runGitphony } from '../support/cli.ts';
import { type GitHubApi, startGitHubApi } from '../support/github-api.ts';
import { makeTempProject, type TempProject } from '../support/temp-project.ts';

/** `gitphony run --github`: by the flow's own workflow, or where the default branch does not know it by gitphony-run.yml. */
const flow = (id: string): string => `id: ${id}
namespace: demo
inputs:
  - {id: name, type: STRING, defaults: x}
tasks:
  - {id: tell, type: io.kestra.plugin.core.log.Log, message: hi}
`;
const own = '.github/workflows/demo.known.yml';
const generic = '.github/workflows/gitphony-run.yml';
let api: GitHubApi;
let project: TempProject;

async function start(settings: string): Promise<void> {
  project = await makeTempProject({
    'flows/known.yaml': flow('known'),
    'action/action.yml': 'name: a stand-in\n',
    'gitphony.yaml': settings,
  });
  expect(await runGitphony(['compile'], { cwd: project.dir })).toMatchObject({ exitCode: 0, stderr: '' });
  const paths = settings.includes('deploy') ? [own, generic] : [own];
  const texts = await Promise.all(paths.map((path) => readFile(project.path(path), 'utf8')));
  const files = Object.fromEntries(paths.map((path, index) => [path, texts[index] ?? '']));
  api = await startGitHubApi({ files });
  api.state.commit({ ...files, 'flows/new.yaml': flow('new') }, 'feature/new');
  await project.write({ 'flows/new.yaml': flow('new') });
}

beforeEach(() => start('deploy: check\nbranches: {main: prod, "feature/*": dev}\n'));
afterEach(async () => {
  await Promise.all([api.close(), project.remove()]);
});

function run(...args: readonly string[]): Promise<CliResult> {
  const env = { GITHUB_REPOSITORY: 'octo/flows', GITHUB_API_URL: api.url, GITPHONY_TOKEN: 'ghs_job' };
  return runGitphony(['run', ...args, '--github'], { cwd: project.dir, env });
}

test('a flow that the default branch does not know runs by the workflow for branches', async () => {
  const ended = await run('demo.new', '--ref', 'feature/new', '--env', 'dev', '-i', 'name=Ada');
  expect(ended, ended.stderr).toMatchObject({ exitCode: 0 });
  expect(ended.stdout).toMatch(/^https:\/\/github\.com\/octo\/flows\/actions\/runs\/\d+\n$/);
  expect(ended.stderr).toContain('demo.new is new to the default branch');
  expect(api.state.runs).toMatchObject([
    {
      path: generic,
      headBranch: 'feature/new',
      inputs: { _flow: 'demo.new', _inputs: '{"name":"Ada"}' },
    },
  ]);
});

test('one that it knows runs by its own', async () => {
  expect(await run('demo.known', '-i', 'name=Ada')).toMatchObject({ exitCode: 0, stderr: '' });
  expect(api.state.runs).toMatchObject([{ path: own, headBranch: 'main', inputs: { name: 'Ada' } }]);
});

test.each([
  ['prod', 'feature/new', 'feature/new run in dev'],
  ['dev', 'main', 'main run in prod'],
  ['dev', 'other', 'other run in none'],
])('--env %s is refused on %s, and nothing is started', async (environment, ref, message) => {
  const ended = await run('demo.known', '--ref', ref, '--env', environment);
  expect(ended.exitCode).toBe(2);
  expect(ended.stderr).toContain(message);
  expect(ended.stderr).toContain('ENVIRONMENT_OTHER_BRANCH');
  expect(api.state.runs).toEqual([]);
});

test('without deploy it says what would help', async () => {
  await Promise.all([api.close(), project.remove()]);
  await start('kv: auto\n');
  const ended = await run('demo.new', '--ref', 'feature/new');
  expect(ended.exitCode).toBe(2);
  expect(ended.stderr).toContain('WORKFLOW_UNKNOWN');
  expect(ended.stderr).toContain('deploy: check');
});

test('--ref and --env are for GitHub', async () => {
  for (const option of ['--ref', '--env']) {
    const ended = await runGitphony(['run', 'demo.known', option, 'x'], { cwd: project.dir });
    expect(ended).toMatchObject({ exitCode: 2, stderr: expect.stringContaining(`beside ${option}`) });
  }
});
