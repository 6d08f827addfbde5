import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type ActRun, runAct } from '../support/act.ts';
import { buildTestAction, type BuiltAction } from '../support/action.ts';
import { runGitphony } from '../support/cli.ts';
import { type GitHubApi, startGitHubApi } from '../support/github-api.ts';
import { makeTempProject, type TempProject } from '../support/temp-project.ts';
import { projectRoot } from '../support/tool-paths.ts';

/** Scheduled runs that look at the runs before them. GitHub's list of runs is the stand-in's, the rest is real. */
let action: BuiltAction;
let project: TempProject;
let api: GitHubApi;

const workflow = '.github/workflows/demo.daily.yml';
const flow = `id: daily
namespace: demo
tasks:
  - {id: tell, type: io.kestra.plugin.core.log.Log, message: "planned {{ trigger.date }}"}
triggers:
  - {id: morning, type: io.kestra.plugin.core.trigger.Schedule, cron: "0 0 * * *"}
`;

beforeAll(async () => {
  [action, project, api] = await Promise.all([
    buildTestAction(),
    makeTempProject({ 'action/action.yml': 'name: a stand-in, for compile to see\n', 'flows/daily.yaml': flow }),
    startGitHubApi({ files: { [workflow]: 'on: workflow_dispatch\n' } }),
  ]);
  expect(await runGitphony(['compile'], { cwd: project.dir })).toMatchObject({ exitCode: 0 });
});

afterAll(async () => {
  await Promise.all([action.remove(), project.remove(), api.close()]);
});

const day = 86_400_000;
const midnight = (daysAgo: number): number => Math.floor(Date.now() / day) * day - daysAgo * day;
const iso = (instant: number): string => new Date(instant).toISOString().slice(0, 10);

function addRun(createdAt: number, title = 'daily · morning', event = 'schedule'): void {
  const run = { path: workflow, event, createdAt: new Date(createdAt), displayTitle: title };
  api.state.addRun({ ...run, status: 'completed', conclusion: 'success' });
}

function scheduled(): Promise<ActRun> {
  return runAct({
    cwd: project.dir,
    workflow,
    event: 'schedule',
    payload: { schedule: '0 0 * * *' },
    copies: { action: join(projectRoot, 'action'), 'action/dist': action.dist },
    secrets: { GITHUB_TOKEN: 'ghs_read' },
    env: { GITHUB_RUN_ID: String(api.state.nextId()), GITHUB_API_URL: api.url },
  });
}

const planned = ({ log }: ActRun): string[] =>
  [...log.matchAll(/planned (\d{4}-\d\d-\d\d)/g)].map(([, date = '']) => date);

test('a tick that GitHub dropped is run by the next scheduled run, before its own', async () => {
  addRun(midnight(4) + 5000);
  // Two days are missing; one of them somebody has run by hand.
  addRun(midnight(1), `daily · morning for ${iso(midnight(2))}`, 'workflow_dispatch');
  const run = await scheduled();
  expect(run.exitCode, run.output).toBe(0);
  expect(planned(run)).toEqual([iso(midnight(3)), iso(midnight(1)), iso(midnight(0))]);
  expect(run.annotations.map(({ level }) => level)).toEqual(['notice', 'notice']);
});

test('an old event that comes after a newer one runs nothing twice', async () => {
  addRun(midnight(0) + 1000);
  const run = await scheduled();
  expect(run.exitCode, run.output).toBe(0);
  expect(planned(run)).toEqual([]);
  expect(run.annotations).toMatchObject([{ message: expect.stringContaining('has been run before') }]);
});
