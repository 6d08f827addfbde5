import { afterEach, beforeEach, expect, test } from 'vitest';
import { runGitphony } from '../support/cli.ts';
import { type GitHubApi, startGitHubApi } from '../support/github-api.ts';
import { faults } from '../support/github-api/faults.ts';
import { tempProject } from '../support/temp-project.ts';

const workflow = '.github/workflows/demo.daily.yml';
const flow = `id: daily
namespace: demo
tasks: [{id: t, type: io.kestra.plugin.core.log.Log, message: hi}]
triggers:
  - {id: midnight, type: io.kestra.plugin.core.trigger.Schedule, cron: "0 0 * * *"}
  - {id: off, type: io.kestra.plugin.core.trigger.Schedule, cron: "0 0 * * *", disabled: true}
`;
const day = 86_400_000;
const midnight = Math.floor(Date.now() / day) * day;
/** From a minute before today's midnight on. */
const lookBack = (): string => `PT${Math.ceil((Date.now() - midnight) / 1000) + 60}S`;

let api: GitHubApi;

beforeEach(async () => {
  api = await startGitHubApi({
    files: {
      [workflow]: `run-name: daily · \${{ format('{0} for {1}', inputs._trigger, inputs._date) }}
on: {workflow_dispatch: {inputs: {_trigger: {}, _date: {}, _skip: {}}}}
`,
    },
  });
});

afterEach(() => api.close());

async function once() {
  const project = await tempProject({ 'flows/daily.yaml': flow });
  const env = { GITHUB_REPOSITORY: 'octo/flows', GITHUB_API_URL: api.url, GITPHONY_TOKEN: 'ghs_job' };
  return runGitphony(['scheduler', '--once', '--look-back', lookBack()], { cwd: project.dir, env });
}

const started = (): unknown[] => api.state.runs.map(({ inputs, headBranch }) => ({ ...inputs, headBranch }));

test('two clocks, and one that starts again, start a planned time once', async () => {
  const both = await Promise.all([once(), once()]);
  for (const one of both) expect(one, one.stderr).toMatchObject({ exitCode: 0 });
  expect(started()).toEqual([
    { _trigger: 'midnight', _date: new Date(midnight).toISOString(), _skip: 'begun', headBranch: 'main' },
  ]);
  expect(both.map(({ stdout }) => stdout).join('')).toMatch(/demo\.daily midnight \S+ started \(run \d+\)/);
  expect(await once()).toMatchObject({ exitCode: 0, stdout: '' });
  expect(started()).toHaveLength(1);
});

test('what GitHub started itself is not started again', async () => {
  const createdAt = new Date(midnight + 1000);
  api.state.addRun({ path: workflow, event: 'schedule', createdAt, displayTitle: 'daily · midnight' });
  expect(await once()).toMatchObject({ exitCode: 0, stdout: '' });
  expect(api.state.runs).toHaveLength(1);
});

test('what could not be started is not claimed: the next look starts it', async () => {
  api.fail(faults.serverError(/^POST \S*\/dispatches/));
  const failed = await once();
  expect(failed, failed.stderr).toMatchObject({ exitCode: 1 });
  expect(started()).toEqual([]);
  expect((await once()).exitCode).toBe(0);
  expect(started()).toHaveLength(1);
});
