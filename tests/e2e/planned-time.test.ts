import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { type ActRun, runAct } from '../support/act.ts';
import { buildTestAction, type BuiltAction } from '../support/action.ts';
import { type CliResult, runGitphony } from '../support/cli.ts';
import { type GitHubApi, startGitHubApi } from '../support/github-api.ts';
import { faults } from '../support/github-api/faults.ts';
import type { WorkflowRun } from '../support/github-api/state.ts';
import { makeTempProject, type TempProject } from '../support/temp-project.ts';
import { projectRoot } from '../support/tool-paths.ts';

/** A project whose ticks GitHub drops: a watchdog and clocks start them, real runs carry them out. GitHub's API is the stand-in. */
let action: BuiltAction;
let project: TempProject;
let api: GitHubApi;

const daily = '.github/workflows/demo.daily.yml';
const yearly = '.github/workflows/demo.yearly.yml';
const watchdog = '.github/workflows/gitphony-watchdog.yml';
const day = 86_400_000;
const midnight = (daysAgo: number): number => Math.floor(Date.now() / day) * day - daysAgo * day;
const iso = (instant: number): string => new Date(instant).toISOString().slice(0, 10);

const flow = (id: string, cron: string, more = ''): string => `id: ${id}
namespace: demo
tasks:
  - {id: tell, type: io.kestra.plugin.core.log.Log, message: "planned {{ trigger.date }}"}
triggers:
  - {id: morning, type: io.kestra.plugin.core.trigger.Schedule, cron: "${cron}"${more}}
`;

beforeAll(async () => {
  [action, project] = await Promise.all([
    buildTestAction(),
    makeTempProject({
      'action/action.yml': 'name: a stand-in, for compile to see\n',
      'gitphony.yaml': 'watchdog: {every: PT1H, grace: PT0S}\n',
      'flows/daily.yaml': flow('daily', '0 0 * * *'),
      // Its next time is far away: nothing is late about it.
      'flows/yearly.yaml': flow('yearly', '0 0 1 1 *', ', recoverMissedSchedules: LAST'),
    }),
  ]);
  const compiled = await runGitphony(['compile'], { cwd: project.dir });
  expect(compiled, compiled.stderr).toMatchObject({ exitCode: 0 });
});

afterAll(async () => {
  await Promise.all([action.remove(), project.remove()]);
});

beforeEach(async () => {
  const read = async (path: string): Promise<[string, string]> => [path, await readFile(project.path(path), 'utf8')];
  const files = Object.fromEntries(await Promise.all([daily, yearly, watchdog].map(read)));
  api = await startGitHubApi({ files });
  return () => api.close();
});

function act(
  workflow: string,
  event: 'schedule' | 'workflow_dispatch',
  payload: object,
  runId = api.state.nextId(),
): Promise<ActRun> {
  return runAct({
    cwd: project.dir,
    workflow,
    event,
    payload: { ...payload },
    copies: { action: join(projectRoot, 'action'), 'action/dist': action.dist },
    secrets: { GITHUB_TOKEN: 'ghs_job' },
    env: { GITHUB_RUN_ID: String(runId), GITHUB_API_URL: api.url, GITHUB_REF_NAME: 'main' },
  });
}

const watch = (): Promise<ActRun> => act(watchdog, 'schedule', { schedule: '17 * * * *' });
const planned = ({ log }: ActRun): string[] =>
  [...log.matchAll(/planned (\d{4}-\d\d-\d\d)/g)].map(([, date = '']) => date);

function addRun(createdAt: number, more: Partial<WorkflowRun> = {}): WorkflowRun {
  const title = { displayTitle: 'daily · morning', event: 'schedule' };
  const run = { path: daily, createdAt: new Date(createdAt), status: 'completed', conclusion: 'success' } as const;
  return api.state.addRun({ ...run, ...title, ...more });
}

/** The ticks that were dispatched, as GitHub would title their runs. */
function dispatched(): string[] {
  for (const run of api.state.runs) run.displayTitle ??= `daily · ${run.inputs['_trigger']} for ${run.inputs['_date']}`;
  return api.state.runs.flatMap(({ inputs }) => inputs['_date']?.slice(0, 10) ?? []).toReversed();
}

test('control plane 3: planned time — the watchdog starts what GitHub dropped, once, and its runs know their date', async () => {
  addRun(midnight(3) + 5000);
  const first = await watch();
  expect(first.exitCode, first.output).toBe(0);
  expect(dispatched()).toEqual([iso(midnight(2)), iso(midnight(1)), iso(midnight(0))]);
  expect(first.annotations.map(({ message }) => message).join('\n')).toContain('made up for: demo.daily morning');

  const second = await watch();
  expect(second.exitCode, second.output).toBe(0);
  expect(second.summary).toContain('All schedules on time');
  expect(dispatched()).toHaveLength(3);

  const [, , oldest] = api.state.runs;
  if (oldest === undefined) throw new Error('expected three runs');
  const run = await act(daily, 'workflow_dispatch', { inputs: oldest.inputs }, oldest.id);
  expect(run.exitCode, run.output).toBe(0);
  expect(planned(run)).toEqual([iso(midnight(2))]);
});

test('control plane 3: planned time — the watchdog starts a flow whose cron never fired, from the last change of its workflow on', async () => {
  const since = new Date(midnight(2) - 3600_000);
  api.state.workflowState(daily).createdAt.setTime(since.getTime());
  // The stand-in's commit is of now: nothing is due since then.
  expect((await watch()).exitCode).toBe(0);
  expect(dispatched()).toEqual([]);
  api.state.git.setRef('refs/heads/main', api.state.git.addCommit({ ...headCommit(), date: since.toISOString() }));
  const run = await watch();
  expect(run.exitCode, run.output).toBe(0);
  expect(dispatched()).toEqual([iso(midnight(2)), iso(midnight(1)), iso(midnight(0))]);
});

function headCommit() {
  const commit = api.state.git.commit(api.state.git.resolve('main') ?? '');
  if (commit === undefined) throw new Error('expected a commit');
  return commit;
}

test('control plane 3: planned time — a late event of GitHub and a dispatch of the same tick run it once', async () => {
  // GitHub's event came while the watchdog was dispatching: the older run of the two runs the tick.
  addRun(midnight(1) + 1000);
  const event = addRun(Date.now(), { status: 'in_progress', conclusion: null });
  const dispatch = addRun(Date.now(), {
    event: 'workflow_dispatch',
    displayTitle: `daily · morning for ${iso(midnight(0))}`,
  });
  const inputs = { _trigger: 'morning', _date: iso(midnight(0)), _skip: 'begun' };
  const [late, started] = await Promise.all([
    act(daily, 'schedule', { schedule: '0 0 * * *' }, event.id),
    act(daily, 'workflow_dispatch', { inputs }, dispatch.id),
  ]);
  expect([planned(late), planned(started)], late.output + started.output).toEqual([[iso(midnight(0))], []]);
  expect(started.annotations).toMatchObject([{ message: expect.stringContaining('has been run before') }]);
  // A person who asks for the tick gets it.
  const byHand = await act(daily, 'workflow_dispatch', { inputs: { ...inputs, _skip: '' } }, dispatch.id);
  expect(planned(byHand)).toEqual([iso(midnight(0))]);
});

test('control plane 3: planned time — a run that was cancelled before it began is made up for by the next one', async () => {
  addRun(midnight(3) + 5000);
  const jobs = [{ id: 1, name: 'Run daily', status: 'completed', conclusion: 'cancelled' }] as const;
  addRun(midnight(2) + 5000, { conclusion: 'cancelled', jobs: [...jobs] });
  const steps = [{ name: 'Set up job', status: 'completed', conclusion: 'success' }] as const;
  addRun(midnight(1) + 5000, { conclusion: 'cancelled', jobs: jobs.map((job) => ({ ...job, steps })) });
  const run = await act(daily, 'schedule', { schedule: '0 0 * * *' });
  expect(run.exitCode, run.output).toBe(0);
  // That of yesterday had begun: it stood for the one before, too, and whoever cancelled it meant it.
  expect(planned(run)).toEqual([iso(midnight(0))]);
  api.state.runs.splice(0, 1);
  expect(planned(await act(daily, 'schedule', { schedule: '0 0 * * *' }))).toEqual(
    [2, 1, 0].map((ago) => iso(midnight(ago))),
  );
});

test('control plane 3: planned time — gitphony late, the scheduler and the watchdog agree on what is missing', async () => {
  addRun(midnight(2) + 5000);
  const env = { GITHUB_REPOSITORY: 'octo/flows', GITHUB_API_URL: api.url, GITPHONY_TOKEN: 'ghs_job' };
  const cli = (...args: readonly string[]): Promise<CliResult> => runGitphony(args, { cwd: project.dir, env });
  const late = await cli('late', '--grace', 'PT0S', '--json');
  expect(late, late.stderr).toMatchObject({ exitCode: 1 });
  const [found] = JSON.parse(late.stdout) as { late: { planned: string }[] }[];
  expect(found?.late.map((tick) => tick.planned.slice(0, 10))).toEqual([iso(midnight(1)), iso(midnight(0))]);
  const lookBack = `PT${Math.ceil((Date.now() - midnight(1)) / 1000) + 60}S`;
  const [clock, dog] = await Promise.all([cli('scheduler', '--once', '--look-back', lookBack), watch()]);
  expect([clock.exitCode, dog.exitCode], clock.stderr + dog.output).toEqual([0, 0]);
  expect(dispatched().toSorted()).toEqual([iso(midnight(1)), iso(midnight(0))]);
  expect(await cli('late', '--grace', 'PT0S')).toMatchObject({ exitCode: 0 });
});

test('control plane 3: planned time — what the watchdog could not start fails its run, and its next look starts it', async () => {
  addRun(midnight(1) + 5000);
  api.fail(faults.serverError(/^POST \S*\/dispatches/));
  const failed = await watch();
  expect(failed.exitCode).not.toBe(0);
  expect(failed.output).toContain('SCHEDULES_LATE');
  expect((await watch()).exitCode).toBe(0);
  expect(dispatched()).toEqual([iso(midnight(0))]);
});
