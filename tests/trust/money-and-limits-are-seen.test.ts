import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { planWorkflows } from '../../generator/index.ts';
import { openProject } from '../../src/project/project.ts';
import { readProjectFlows } from '../../src/project/read-flows.ts';
import { compileRow, rows } from '../golden/features/compile-row.ts';
import { startedJobs } from '../golden/features/job-starts.ts';
import { type ActionOptions, type ActionRun, buildTestAction, type BuiltAction, runAction } from '../support/action.ts';
import { runGitphony } from '../support/cli.ts';
import { type GitHubApi, startGitHubApi } from '../support/github-api.ts';
import { tempProject } from '../support/temp-project.ts';

test('no job that may do nothing is started', async () => {
  for (const { name, workflow } of await Promise.all(rows.map(compileRow))) {
    for (const event of ['workflow_dispatch', 'schedule'] as const) {
      expect(startedJobs(workflow, { event }), `${name}: ${event}`).toEqual(['run']);
    }
    const unconditional = Object.entries(workflow.jobs).filter(([, job]) => job.if === undefined);
    expect(
      unconditional.map(([id]) => id).filter((id) => id !== 'run'),
      name,
    ).toEqual([]);
  }
});

test('polling triggers of one interval share a job', async () => {
  const polling = (id: string, interval: string): string => `id: ${id}
namespace: demo
tasks: [{id: tell, type: io.kestra.plugin.core.log.Log, message: hi}]
triggers: [{id: look, type: io.kestra.plugin.core.http.Trigger, uri: "https://example.com/${id}", interval: ${interval}}]
`;
  const { dir } = await tempProject({
    'action/action.yml': 'name: a\n',
    ...Object.fromEntries(['a', 'b', 'c'].map((id) => [`flows/${id}.yaml`, polling(id, 'PT15M')])),
    'flows/d.yaml': polling('d', 'PT1H'),
  });
  const project = await openProject(dir);
  const { flows } = await readProjectFlows(project);
  const plans = await planWorkflows({ ...project, flows });
  const polls = plans.filter(({ workflow: { on, jobs } }) => on.schedule !== undefined && jobs['run'] === undefined);
  expect(polls).toHaveLength(2);
  for (const { workflow } of polls) {
    const [poll, start, ...others] = Object.values(workflow.jobs);
    expect([poll?.if, others], workflow.name).toEqual([undefined, []]);
    expect(startedJobs(workflow, { event: 'schedule' }), workflow.name).toHaveLength(1);
    expect(start?.if, workflow.name).toBeDefined();
  }
});

const workflow = '.github/workflows/demo.flow.yml';
const flow = (more: string): string => `id: flow
namespace: demo
${more}tasks:
  - {id: tell, type: io.kestra.plugin.core.log.Log, message: "hello {{ trigger.date ?? 'by hand' }}"}
  - {id: key, type: io.kestra.plugin.core.log.Log, message: "{{ kv('greeting', errorOnMissing=false) ?? 'none' }}"}
`;
const cron = `triggers: [{id: daily, type: io.kestra.plugin.core.trigger.Schedule, cron: "0 0 * * *"}]\n`;

describe('API calls', () => {
  let action: BuiltAction;
  let api: GitHubApi;
  beforeAll(async () => {
    [action, api] = await Promise.all([
      buildTestAction(),
      startGitHubApi({ files: { [workflow]: 'on: workflow_dispatch\n' } }),
    ]);
  });
  afterAll(() => Promise.all([action.remove(), api.close()]));

  const run = async (
    options: Partial<ActionOptions>,
    text: string,
  ): Promise<{ readonly ended: ActionRun; readonly calls: readonly string[] }> => {
    const before = api.requests.length;
    const env = { GITHUB_API_URL: api.url, GITPHONY_TOKEN: 'ghs_read', GITHUB_RUN_ID: String(api.state.nextId()) };
    const ended = await runAction({
      dist: action.dist,
      files: { 'flows/flow.yaml': text },
      inputs: { token: 'ghs_read' },
      ...options,
      env: { ...env, ...options.env },
    });
    expect(ended.exitCode, ended.stdout + ended.stderr).toBe(0);
    return { ended, calls: api.requests.slice(before) };
  };

  test('a plain run takes at most three API calls', async () => {
    const byHand = await run({}, flow(''));
    expect(byHand.ended.stdout).toContain('hello by hand');
    expect(byHand.calls.length, byHand.calls.join('\n')).toBeLessThanOrEqual(3);
    const midnight = Math.floor(Date.now() / 86_400_000) * 86_400_000;
    for (const daysAgo of [1, 2, 3]) {
      api.state.addRun({
        path: workflow,
        event: 'schedule',
        createdAt: new Date(midnight - daysAgo * 86_400_000 + 5000),
        displayTitle: 'flow · daily',
        status: 'completed',
        conclusion: 'success',
      });
    }
    const planned = await run(
      { event: 'schedule', payload: { schedule: '0 0 * * *', repository: { private: true } } },
      flow(cron),
    );
    expect(planned.ended.stdout).toContain(`hello ${new Date(midnight).toISOString().slice(0, 10)}`);
    expect(planned.calls.length, planned.calls.join('\n')).toBeLessThanOrEqual(3);
    expect(planned.calls.length).toBeGreaterThan(0);
  });

  test('so does a dispatch from a machine', async () => {
    const { dir } = await tempProject({ 'action/action.yml': 'name: a\n', 'flows/flow.yaml': flow('') });
    expect(await runGitphony(['compile'], { cwd: dir })).toMatchObject({ exitCode: 0 });
    const before = api.requests.length;
    const env = { GITHUB_REPOSITORY: 'octo/flows', GITHUB_API_URL: api.url, GITPHONY_TOKEN: 'ghs_job' };
    const ended = await runGitphony(['run', 'demo.flow', '--github'], { cwd: dir, env });
    expect(ended, ended.stderr).toMatchObject({ exitCode: 0 });
    const calls = api.requests.slice(before);
    expect(calls.join('\n')).toContain('/dispatches');
    expect(calls.length, calls.join('\n')).toBeLessThanOrEqual(3);
  });
});

describe('cost', () => {
  const files = {
    'action/action.yml': 'name: a\n',
    'flows/flow.yaml': flow(cron),
    'flows/other.yaml': flow('').replace('id: flow', 'id: other'),
  };

  test('cost tells runs, minutes and money of each flow', async () => {
    const { dir } = await tempProject({ ...files, 'gitphony.yaml': 'prices: {freeMinutes: 10}\n' });
    const assumed = await runGitphony(['cost'], { cwd: dir });
    expect(assumed, assumed.stderr).toMatchObject({ exitCode: 0 });
    expect(assumed.stdout).toMatch(/^demo\.flow +30 +2 +61 +\$0\.3\d +ubuntu-24\.04 +assumed: no run is known$/m);
    expect(assumed.stdout).toMatch(/^demo\.other +0 /m);
    expect(assumed.stdout).toMatch(/About 61 minutes and \$0\.3\d a month .* to pay after 10 free minutes/);
    expect(await runGitphony(['run', 'demo.flow'], { cwd: dir })).toMatchObject({ exitCode: 0 });
    const known = JSON.parse((await runGitphony(['cost', '--json'], { cwd: dir })).stdout) as { workflows: object[] };
    expect(known.workflows).toMatchObject([
      { name: 'demo.flow', minutesARun: 1, basis: 'mean of 1 run here' },
      { name: 'demo.other', basis: 'assumed: no run is known' },
    ]);
  });

  test('with the minutes of runs on GitHub, by one request a workflow', async () => {
    const api = await startGitHubApi({ files: { [workflow]: 'on: workflow_dispatch\n' } });
    try {
      for (const [minutes, conclusion] of [
        [2, 'success'],
        [7, 'failure'],
        [400, 'cancelled'],
      ] as const) {
        const createdAt = new Date(Date.now() - 3_600_000);
        const run = api.state.addRun({ path: workflow, event: 'schedule', createdAt, status: 'completed', conclusion });
        run.updatedAt = new Date(createdAt.getTime() + minutes * 60_000 - 20_000);
      }
      const { dir } = await tempProject(files);
      const env = { GITHUB_REPOSITORY: 'octo/flows', GITHUB_API_URL: api.url, GITPHONY_TOKEN: 'ghs_read' };
      const told = await runGitphony(['cost', '--github', '--json'], { cwd: dir, env });
      expect(told, told.stderr).toMatchObject({ exitCode: 0 });
      expect((JSON.parse(told.stdout) as { workflows: object[] }).workflows).toMatchObject([
        { name: 'demo.flow', minutesARun: 4.5, basis: 'mean of 2 runs on GitHub' },
        { name: 'demo.other', basis: 'assumed: no run is known' },
      ]);
      expect(api.requests).toHaveLength(2);
    } finally {
      await api.close();
    }
  });

  test('the summary of a pull request tells them too', async () => {
    await using action = await buildTestAction();
    const ended = await runAction({
      dist: action.dist,
      files: { ...files, 'gitphony.yaml': 'deploy: check\n' },
      inputs: { mode: 'check' },
      event: 'pull_request',
    });
    expect(ended.summary, ended.stdout + ended.stderr).toMatch(/About 61 minutes and \$0\.3\d a month/);
    expect(ended.summary).toMatch(/\| <code>demo\.flow<\/code> \| 30 \| 61 \| \$0\.3\d \|/);
  });
});
