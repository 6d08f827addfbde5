import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { type ActRun, runAct } from '../support/act.ts';
import { type ActionRun, buildTestAction, type BuiltAction, runAction, startAction } from '../support/action.ts';
import { ArtifactStore } from '../support/artifact-store.ts';
import { type CliResult, runGitphony } from '../support/cli.ts';
import { type GitHubApi, startGitHubApi } from '../support/github-api.ts';
import type { RunConclusion, WorkflowRun } from '../support/github-api/state.ts';
import { type ResultsService, startResultsService } from '../support/results-service.ts';
import { makeTempProject, type TempProject } from '../support/temp-project.ts';
import { projectRoot } from '../support/tool-paths.ts';

/** Backfills from the form to the table: the workflow under real act, legs by the bundled action, GitHub's API and artifacts by the stand-ins. */
let action: BuiltAction;
let project: TempProject;
let api: GitHubApi;
let results: ResultsService;

const workflow = '.github/workflows/demo.monthly.yml';
const flow = `id: monthly
namespace: demo
inputs:
  - {id: bad, type: STRING, defaults: none}
  - {id: pause, type: STRING, defaults: PT0S}
tasks:
  - {id: tell, type: io.kestra.plugin.core.log.Log, message: "ran {{ trigger.date }}"}
  - {id: wait, type: io.kestra.plugin.core.flow.Sleep, duration: "{{ inputs.pause }}"}
  - {id: check, type: io.kestra.plugin.core.execution.Fail, condition: "{{ inputs.bad == (trigger.date | date('yyyy-MM')) }}"}
triggers:
  - {id: first, type: io.kestra.plugin.core.trigger.Schedule, cron: "0 9 1 * *"}
  - {id: daily, type: io.kestra.plugin.core.trigger.Schedule, cron: "0 3 * * *"}
`;
const window = { _start: '2019-01-01', _end: '2021-06-30', _trigger: 'first' };
const months = Array.from({ length: 30 }, (_, index) => {
  return `${2019 + Math.floor(index / 12)}-${String((index % 12) + 1).padStart(2, '0')}`;
});

beforeAll(async () => {
  [action, project] = await Promise.all([
    buildTestAction(),
    makeTempProject({ 'action/action.yml': 'name: a stand-in, for compile to see\n', 'flows/monthly.yaml': flow }),
  ]);
  const compiled = await runGitphony(['compile'], { cwd: project.dir });
  expect(compiled, compiled.stderr).toMatchObject({ exitCode: 0 });
});

afterAll(async () => {
  await Promise.all([action.remove(), project.remove()]);
});

beforeEach(async () => {
  const store = new ArtifactStore();
  results = await startResultsService(store);
  const files = { [workflow]: await readFile(project.path(workflow), 'utf8') };
  api = await startGitHubApi({ files, artifacts: store });
  return async () => {
    await Promise.all([api.close(), results.close()]);
  };
});

/** A dispatched run, with the title that GitHub would give it. */
function addRun(inputs: Readonly<Record<string, string>>): WorkflowRun {
  const title = `monthly · backfill of ${inputs['_trigger']} from ${inputs['_start']} to ${inputs['_end'] ?? 'now'}`;
  return api.state.addRun({ path: workflow, inputs, displayTitle: title, status: 'in_progress' });
}

function act(run: WorkflowRun, job?: string): Promise<ActRun> {
  return runAct({
    cwd: project.dir,
    workflow,
    event: 'workflow_dispatch',
    payload: { inputs: run.inputs },
    copies: { action: join(projectRoot, 'action'), 'action/dist': action.dist },
    secrets: { GITHUB_TOKEN: 'ghs_job' },
    env: environmentOf(run),
    timeout: 400,
    ...(job === undefined ? {} : { job }),
  });
}

function environmentOf({ id, attempt }: WorkflowRun): Record<string, string> {
  return {
    ...results.jobEnv({ runId: String(id) }),
    GITHUB_RUN_ID: String(id),
    GITHUB_RUN_ATTEMPT: String(attempt),
    GITHUB_API_URL: api.url,
    GITHUB_REF_NAME: 'main',
  };
}

/** One job of the workflow by the bundled action alone. */
function step(run: WorkflowRun, inputs: Readonly<Record<string, string>>, more: Record<string, string> = {}) {
  return {
    dist: action.dist,
    files: { 'flows/monthly.yaml': flow },
    inputs: { flow: 'flows/monthly.yaml', ...inputs },
    payload: { inputs: run.inputs, repository: { private: true } },
    env: { ...environmentOf(run), GITPHONY_TOKEN: 'ghs_job', ...more },
  };
}

/** The jobs of the legs, as GitHub lists them, and the end of the run. */
function endLegs(run: WorkflowRun, legs: Readonly<Record<string, RunConclusion>>): void {
  const steps = [{ name: 'Set up job', status: 'completed', conclusion: 'success' }] as const;
  for (const [name, conclusion] of Object.entries(legs)) {
    run.jobs.push({ id: api.state.nextId(), name: `Backfill ${name}`, status: 'completed', conclusion, steps });
  }
  const isGood = Object.values(legs).every((conclusion) => conclusion === 'success');
  Object.assign(run, { status: 'completed', conclusion: isGood ? 'success' : 'failure' });
}

const cli = (...args: readonly string[]): Promise<CliResult> =>
  runGitphony(args, {
    cwd: project.dir,
    env: { GITHUB_REPOSITORY: 'octo/flows', GITHUB_API_URL: api.url, GITPHONY_TOKEN: 'ghs_job' },
  });

const ran = ({ log }: { readonly log: string }): string[] =>
  [...log.matchAll(/ran (\d{4}-\d\d(?:-\d\d)?)/g)].map(([, date = '']) => date.slice(0, 7));

const legsOf = ({ outputs }: ActionRun): { name: string; ticks: string }[] =>
  (JSON.parse(outputs['matrix'] ?? '{}') as { include: { name: string; ticks: string }[] }).include;

test('control plane 4: backfill — thirty months as a matrix; the table tells which failed, a resume runs just those', async () => {
  const run = addRun({ ...window, bad: '2020-03' });
  const legs = await act(run, 'backfill');
  const ticks = legs.jobs.filter(({ id }) => id === 'backfill');
  expect(ticks, legs.output.slice(-3000)).toHaveLength(30);
  expect(ran(legs).toSorted()).toEqual(months);
  endLegs(
    run,
    Object.fromEntries(months.map((month) => [`${month}-01T09:00:00Z`, month === '2020-03' ? 'failure' : 'success'])),
  );

  const summary = await runAction(step(run, { mode: 'summary' }));
  expect(summary.exitCode, summary.stdout).toBe(0);
  expect(summary.summary).toContain('29 SUCCESS, 1 FAILED');
  expect(summary.summary).toContain('| 2020-03 | 1 |  |');
  expect(summary.summary).toMatch(
    /\| 2020-03-01T09:00:00Z \| FAILED \| \d{4}-.* \[job\]\(https:\/\/github\.com\/octo\/flows\/actions\/runs\/\d+\/job\/\d+\)/,
  );

  const status = await cli('backfill', 'status', String(run.id), '--json');
  expect(status, status.stderr).toMatchObject({ exitCode: 1 });
  const { ticks: states } = JSON.parse(status.stdout) as { ticks: { date: string; state: string }[] };
  expect(states.filter(({ state }) => state !== 'SUCCESS')).toMatchObject([
    { date: '2020-03-01T09:00:00Z', state: 'FAILED' },
  ]);

  const resumed = await cli('backfill', '--resume', String(run.id), '-i', 'bad=none');
  expect(resumed, resumed.stderr).toMatchObject({ exitCode: 0 });
  const [next] = api.state.runs;
  if (next === undefined) throw new Error('expected a run');
  expect(next.inputs).toEqual({ ...window, bad: 'none', _skip: String(run.id) });
  const plan = await runAction(step(next, { mode: 'plan' }));
  const [leg, ...more] = legsOf(plan);
  expect([leg?.name, ...more], plan.stdout).toEqual(['2020-03-01T09:00:00Z']);
  const inputs = { mode: 'backfill', 'plan-count': '30', 'plan-hash': plan.outputs['hash'] ?? '' };
  const again = await runAction(step(next, { ...inputs, ticks: leg?.ticks ?? '' }));
  expect(again.exitCode, again.stdout).toBe(0);
  expect(ran({ log: again.stdout })).toEqual(['2020-03']);
}, 400_000);

test('control plane 4: backfill — thirty months in order are one leg, the table has them all, and succeeded ones are left out', async () => {
  const run = addRun({ ...window, _backfill: 'in-order', bad: '2021-06' });
  const legs = await act(run, 'backfill');
  expect(legs.jobs.filter(({ id }) => id === 'backfill')).toHaveLength(1);
  expect(ran(legs)).toEqual(months);
  endLegs(run, { 'in order': 'failure' });

  const summary = await runAction(step(run, { mode: 'summary' }));
  expect(summary.summary, summary.stdout).toContain('29 SUCCESS, 1 FAILED');

  const other = addRun({ ...window, _skip: 'succeeded' });
  const plan = await runAction(step(other, { mode: 'plan' }));
  expect(plan.exitCode, plan.stdout).toBe(0);
  expect(legsOf(plan).map(({ name }) => name)).toEqual(['2021-06-01T09:00:00Z']);
  expect(plan.summary).toContain('30 ticks of first');

  endLegs(other, { '2021-06-01T09:00:00Z': 'success' });
  const third = await runAction(step(addRun({ ...window, _skip: `${run.id},${other.id}` }), { mode: 'plan' }));
  expect(third.outputs, third.stdout).toMatchObject({ empty: 'true', count: '30' });
});

test('control plane 4: backfill — one that was stopped goes on from where it was', async () => {
  const run = addRun({ ...window, _backfill: 'in-order', pause: 'PT0.4S' });
  const plan = await runAction(step(run, { mode: 'plan' }));
  const [leg] = legsOf(plan);
  const inputs = {
    mode: 'backfill',
    ticks: leg?.ticks ?? '',
    'plan-count': '30',
    'plan-hash': plan.outputs['hash'] ?? '',
  };
  await using process = await startAction(step(run, inputs));
  while (ran({ log: process.output() }).length < 4) await sleep(20);
  process.child.kill('SIGTERM');
  const stopped = await process.result;
  expect(stopped.exitCode).not.toBe(0);
  await process.post();
  endLegs(run, { 'in order': 'cancelled' });
  const begun = ran({ log: stopped.stdout }).length;

  const resumed = await cli('backfill', '--resume', String(run.id));
  expect(resumed, resumed.stderr).toMatchObject({ exitCode: 0 });
  const [next] = api.state.runs;
  if (next === undefined) throw new Error('expected a run');
  const rest = await runAction(step(next, { mode: 'plan' }));
  const [left] = legsOf(rest);
  // The one that was cut off runs again.
  expect(left?.ticks.split(',').map((tick) => tick.slice(0, 7))).toEqual(months.slice(begun - 1));
});

test('control plane 4: backfill — a leg in order hands the rest on before the job’s limit, once', async () => {
  const run = addRun({ ...window, _backfill: 'in-order', pause: 'PT0.2S' });
  const plan = await runAction(step(run, { mode: 'plan' }));
  const [leg] = legsOf(plan);
  const inputs = {
    mode: 'backfill',
    ticks: leg?.ticks ?? '',
    'plan-count': '30',
    'plan-hash': plan.outputs['hash'] ?? '',
  };
  // A clock by which a second is an hour: the six hours of a job are up soon.
  const clock =
    'data:text/javascript,const now = Date.now.bind(Date); const zero = now(); Date.now = () => zero + (now() - zero) * 3600';
  const ended = await runAction(step(run, inputs, { NODE_OPTIONS: `--import "${clock}"` }));
  expect(ended.exitCode, ended.stdout + ended.stderr).toBe(0);
  const begun = ran({ log: ended.stdout });
  expect(begun.length).toBeGreaterThan(0);
  expect(begun.length).toBeLessThan(30);
  expect(begun).toEqual(months.slice(0, begun.length));
  const first = `${months[begun.length] ?? ''}-01T09:00:00Z`;
  expect(ended.outputs['rest']).toBe(`${first} to 2021-06-01T09:00:00Z`);

  const handOn = () => runAction(step(run, { mode: 'hand-on', rest: ended.outputs['rest'] ?? '' }));
  const handed = await handOn();
  expect(handed.exitCode, handed.stdout).toBe(0);
  expect(api.state.runs[0]?.inputs).toEqual({ ...run.inputs, _start: first, _end: '2021-06-01T09:00:00Z' });
  Object.assign(api.state.runs[0] ?? {}, {
    displayTitle: `monthly · backfill of first from ${first} to 2021-06-01T09:00:00Z`,
  });
  run.attempt = 2;
  expect((await handOn()).stdout).toContain('was started before');
  expect(api.state.runs).toHaveLength(2);
});

test('control plane 4: backfill — three years of days share 256 legs, each a stretch whose ticks the table knows', async () => {
  const run = addRun({ _start: '2019-01-01', _end: '2021-12-31', _trigger: 'daily', _parallel: '7' });
  const plan = await runAction(step(run, { mode: 'plan' }));
  expect(plan.outputs).toMatchObject({ count: '1096', parallel: '7', empty: 'false' });
  const legs = legsOf(plan);
  expect(legs).toHaveLength(220);
  expect(legs.flatMap(({ ticks }) => ticks.split(','))).toHaveLength(1096);
  const [leg] = legs;
  const inputs = { mode: 'backfill', 'plan-count': '1096', 'plan-hash': plan.outputs['hash'] ?? '' };
  const ended = await runAction(
    step({ ...run, inputs: { ...run.inputs, bad: '2019-01' } }, { ...inputs, ticks: leg?.ticks ?? '' }),
  );
  expect(ended.exitCode).not.toBe(0);
  endLegs(run, Object.fromEntries(legs.map(({ name }, index) => [name, index === 0 ? 'failure' : 'success'])));
  const summary = await runAction(step(run, { mode: 'summary' }));
  expect(summary.summary, summary.stdout).toContain('1091 SUCCESS, 5 FAILED');
  expect(summary.summary).toContain('| 2019-01 | 5 | 26 |');
  // More rows than a table wants: those that failed, the rest is in the months.
  expect(summary.summary.match(/Z \| FAILED \|/g)).toHaveLength(5);
});

test('control plane 4: backfill — a table that cannot be made is a warning', async () => {
  const run = addRun({ ...window, _end: '2019-02-28' });
  const summary = await runAction(step(run, { mode: 'summary' }, { GITPHONY_TOKEN: 'ghs_nobody' }));
  expect(summary.exitCode, summary.stdout).toBe(0);
  expect(summary.stdout).toMatch(/::warning title=Gitphony%3A GITHUB_TOKEN_BAD::the legs could not be summed up/);
});

test('control plane 4: backfill — here the same words do the same: parallel, skip, resume, status', async () => {
  const three = ['--start', '2019-01-01', '--end', '2019-03-31', '--trigger', 'first'];
  const first = await cli('backfill', 'demo.monthly', ...three, '-i', 'bad=2019-02', '--parallel', '3', '--json');
  expect(first, first.stderr).toMatchObject({ exitCode: 1 });
  const { id } = JSON.parse(first.stdout) as { id: string };
  expect(first.stderr).toContain(`gitphony backfill --resume ${id}`);
  const before = await cli('backfill', 'status', id);
  expect(before.stdout).toContain('2 SUCCESS, 1 FAILED');
  expect(before.exitCode).toBe(1);

  const resumed = await cli('backfill', '--resume', id, '-i', 'bad=none');
  expect(resumed, resumed.stderr).toMatchObject({ exitCode: 0 });
  expect(resumed.stdout.match(/SUCCESS/g)).toHaveLength(1);
  expect(await cli('backfill', 'status', id)).toMatchObject({ exitCode: 0 });

  const more = ['--start', '2019-01-01', '--end', '2019-04-30', '--trigger', 'first', '--dry-run'];
  expect((await cli('backfill', 'demo.monthly', ...more, '--skip', 'succeeded')).stdout).toBe('2019-04-01T09:00:00Z\n');
  expect((await cli('backfill', 'demo.monthly', ...more, '--skip', id)).stdout).toBe('2019-04-01T09:00:00Z\n');
  expect((await cli('backfill', 'demo.monthly', ...more)).stdout.split('\n')).toHaveLength(5);
});

test('control plane 4: backfill — what cannot be resumed is told, with the way out', async () => {
  const run = addRun(window);
  expect(await cli('backfill', '--resume', String(run.id))).toMatchObject({ exitCode: 1 });
  endLegs(run, { '2019-01-01T09:00:00Z': 'success' });
  const unknown = await cli('backfill', '--resume', String(run.id));
  expect(unknown).toMatchObject({ exitCode: 2 });
  expect(unknown.stderr).toContain(
    `--start '2019-01-01' --end '2021-06-30' --trigger first --dispatch --skip ${run.id}`,
  );
  const other = api.state.addRun({ path: workflow, displayTitle: 'monthly · first', event: 'schedule' });
  for (const reference of [String(other.id), '999999', 'nothing']) {
    expect(await cli('backfill', '--resume', reference), reference).toMatchObject({ exitCode: 2 });
  }
  expect(await cli('backfill', '--start', '2019-01-01')).toMatchObject({ exitCode: 2 });
});
