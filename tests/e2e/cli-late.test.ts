import { afterEach, beforeEach, expect, test } from 'vitest';
import { type CliResult, runGitphony } from '../support/cli.ts';
import { type GitHubApi, startGitHubApi } from '../support/github-api.ts';
import { tempProject } from '../support/temp-project.ts';

const workflow = '.github/workflows/demo.daily.yml';
const flow = `id: daily
namespace: demo
tasks: [{id: t, type: io.kestra.plugin.core.log.Log, message: hi}]
triggers: [{id: morning, type: io.kestra.plugin.core.trigger.Schedule, cron: "0 0 * * *"}]
`;
const day = 86_400_000;
const midnight = (daysAgo: number): Date => new Date(Math.floor(Date.now() / day) * day - daysAgo * day);

let api: GitHubApi;

beforeEach(async () => {
  api = await startGitHubApi({ files: { [workflow]: 'on: workflow_dispatch\n' } });
});

afterEach(() => api.close());

async function late(...args: readonly string[]): Promise<CliResult> {
  const project = await tempProject({ 'flows/daily.yaml': flow });
  const env = { GITHUB_REPOSITORY: 'octo/flows', GITHUB_API_URL: api.url, GITPHONY_TOKEN: 'ghs_read' };
  return runGitphony(['late', ...args], { cwd: project.dir, env });
}

function addRun(createdAt: Date, displayTitle: string, event = 'schedule'): void {
  api.state.addRun({ path: workflow, event, createdAt, displayTitle, status: 'completed', conclusion: 'success' });
}

test('what has passed without a run is late, and the exit status says so', async () => {
  addRun(new Date(midnight(3).getTime() + 10_000_000), 'daily · morning');
  addRun(midnight(1), `daily · morning for ${midnight(2).toISOString()}`, 'workflow_dispatch');
  const json = await late('--json', '--grace', 'PT0S');
  expect(json.exitCode, json.stderr).toBe(1);
  const [schedule] = JSON.parse(json.stdout) as { late: { planned: string }[] }[];
  expect(schedule?.late.map(({ planned }) => Date.parse(planned))).toEqual([
    midnight(1).getTime(),
    midnight(0).getTime(),
  ]);
  const table = await late('--grace', 'PT0S');
  expect(table.stdout).toMatch(/demo\.daily morning .*not begun, \d+ (?:hours|minutes) late/);
});

test('all on time', async () => {
  addRun(new Date(midnight(0).getTime() + 1000), 'daily · morning');
  const result = await late();
  expect(result, result.stderr).toMatchObject({ exitCode: 0 });
  expect(result.stdout).toMatch(/demo\.daily morning .*began /);
});

test('a workflow that GitHub put to sleep is told with the way out', async () => {
  api.state.workflowState(workflow).state = 'disabled_inactivity';
  const result = await late();
  expect(result).toMatchObject({ exitCode: 1 });
  expect(result.stdout).toContain('60 days without activity');
});
