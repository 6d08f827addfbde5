import { readFile } from 'node:fs/promises';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { runGitphony } from '../support/cli.ts';
import { type GitHubApi, startGitHubApi } from '../support/github-api.ts';
import { makeTempProject, type TempProject } from '../support/temp-project.ts';

const inputs = Array.from({ length: 25 }, (_, index) => `  - {id: in${index}, type: STRING, defaults: x}\n`).join('');
const flow = `id: monthly
namespace: demo
inputs:
${inputs}tasks: [{id: t, type: io.kestra.plugin.core.log.Log, message: hi}]
triggers: [{id: first, type: io.kestra.plugin.core.trigger.Schedule, cron: "0 9 1 * *"}]
`;
const window = ['--start', '2019-01-01', '--end', '2021-06-30', '--trigger', 'first', '--dispatch'];

let api: GitHubApi;
let project: TempProject;

beforeEach(async () => {
  project = await makeTempProject({ 'flows/monthly.yaml': flow, 'action/action.yml': 'name: a stand-in\n' });
  const compiled = await runGitphony(['compile'], { cwd: project.dir });
  expect(compiled, compiled.stderr).toMatchObject({ exitCode: 0 });
  const path = '.github/workflows/demo.monthly.yml';
  api = await startGitHubApi({ files: { [path]: await readFile(project.path(path), 'utf8') } });
});

afterEach(async () => {
  await Promise.all([api.close(), project.remove()]);
});

function backfill(...args: readonly string[]) {
  const env = { GITHUB_REPOSITORY: 'octo/flows', GITHUB_API_URL: api.url, GITPHONY_TOKEN: 'ghs_job' };
  return runGitphony(['backfill', 'flows/monthly.yaml', ...args], { cwd: project.dir, env });
}

test('a backfill is ordered by the form, inputs without a field of their own too', async () => {
  const given = ['-i', 'in0=a', '-i', 'in24=b', '--label', 'team=data', '--label', 'why=fix', '--mode', 'in-order'];
  const result = await backfill(...window, ...given);
  expect(result, result.stderr).toMatchObject({ exitCode: 0 });
  expect(result.stdout).toMatch(/^30 ticks of first: https:\/\/github\.com\/octo\/flows\/actions\/runs\/\d+\n$/);
  expect(api.state.runs.map((run) => run.inputs)).toEqual([
    {
      _start: '2019-01-01',
      _end: '2021-06-30',
      _trigger: 'first',
      _backfill: 'in-order',
      _labels: 'team:data,why:fix',
      in0: 'a',
      _inputs: '{"in24":"b"}',
    },
  ]);
});

test('what GitHub would refuse is told before', async () => {
  expect(await backfill(...window, '-i', 'nothing=1')).toMatchObject({ exitCode: 2 });
  expect(await backfill(...window, '--mode', 'both')).toMatchObject({ exitCode: 2 });
  expect(await backfill('--start', '2019-01-02', '--end', '2019-01-03', '--dispatch')).toMatchObject({ exitCode: 2 });
  expect(api.state.runs).toEqual([]);
});
