import { data, Evaluator, Lexer, Parser } from '@actions/expressions';
import { expect, test } from 'vitest';
import { planFlow } from '../../generator/plan.ts';
import type { ProjectConfig } from '../../src/contract/project-config.ts';
import type { Workflow } from '../../src/contract/workflow-model.ts';
import { openGithub } from '../../src/github/api/client.ts';
import { listRuns } from '../../src/github/past-runs.ts';
import { planMatrix } from '../../src/github/plan-matrix.ts';
import { parseConfig } from '../../src/project/config.ts';
import { createLegTime } from '../../action/leg-time.ts';
import { startGitHubApi } from '../support/github-api.ts';
import { monthly, nowhere, toyConfig, toyFlow, toyRegistry } from '../support/toy-flow.ts';

async function workflowOf(limit: number, config: ProjectConfig = toyConfig, id = 'hello'): Promise<Workflow> {
  const flow = toyFlow({ id, triggers: [monthly], concurrency: { limit, behavior: 'QUEUE' } });
  return (await planFlow(flow, config, toyRegistry, nowhere)).workflow;
}

/** What GitHub makes of a text with expressions, for a run of this number. */
function evaluate(text: string, runNumber: number): string {
  return text.replaceAll(/\$\{\{ (.*?) \}\}/g, (_, source: string) => {
    const context = JSON.parse(
      JSON.stringify({ github: { run_number: String(runNumber) } }),
      data.reviver,
    ) as data.Dictionary;
    const expression = new Parser(new Lexer(source).lex().tokens, ['github'], []).parse();
    return new Evaluator(expression, context, new Map()).evaluate().coerceString();
  });
}

const runGroups = (workflow: Workflow, count = 100): string[] =>
  Array.from({ length: count }, (_, index) => evaluate(workflow.jobs['run']?.concurrency?.group ?? '', index + 1));

test('a limit of one is one group, in which no pending run is replaced', async () => {
  const workflow = await workflowOf(1);
  expect(workflow.concurrency).toEqual({ group: 'gitphony-demo.hello', queue: 'max', 'cancel-in-progress': false });
  expect(Object.values(workflow.jobs).map(({ concurrency }) => concurrency)).not.toContainEqual(expect.anything());
  expect(workflow.jobs['backfill']?.strategy?.['max-parallel']).toBe(1);
});

test('a backfill in order is one leg that runs its ticks in sequence, and hands over before the limit of the job', async () => {
  const ticks = ['2019-01-01T09:00:00Z', '2019-02-01T09:00:00Z', '2019-03-01T09:00:00Z'];
  expect(planMatrix(ticks, 'in-order').matrix.include).toEqual([{ name: 'in order', ticks: ticks.join(',') }]);
  let now = 0;
  const time = createLegTime(30, () => now);
  const begun = [];
  while (time.hasRoom()) {
    begun.push(now);
    now += 8 * 60_000;
    time.ended();
  }
  // Twenty minutes: the third would end at 24.
  expect(begun).toHaveLength(2);
  const { backfill, 'hand-on': handOn } = (await workflowOf(1)).jobs;
  expect(backfill?.outputs?.['rest']).toBe('${{ steps.flow.outputs.rest }}');
  expect(handOn?.if).toContain("needs.backfill.outputs.rest != ''");
  expect(handOn?.permissions['actions']?.level).toBe('write');
});

test('a limit of more is a group for each slot', async () => {
  for (const limit of [2, 3, 7, 10, 25]) {
    const workflow = await workflowOf(limit);
    const most = Math.min(limit, 10);
    expect(new Set(runGroups(workflow)).size, String(limit)).toBe(most);
    expect(workflow.jobs['run']?.concurrency).toMatchObject({ queue: 'max', 'cancel-in-progress': false });
    // A run that waits in a group of its workflow would hold no slot.
    expect(workflow.concurrency?.group).toContain('github.run_id');
    const step = workflow.jobs['plan']?.steps.find(({ id }) => id === 'plan');
    const slots = String(step?.with?.['slots']).split(',').map(Number);
    const legs = planMatrix(
      Array.from({ length: 40 }, (_, index) => String(index)),
      'matrix',
      slots,
    ).matrix.include;
    const legGroup = workflow.jobs['backfill']?.concurrency?.group ?? '';
    const groups = legs.map(({ slot }) => legGroup.replace('${{ matrix.slot }}', String(slot)));
    expect(new Set(groups), String(limit)).toEqual(new Set(runGroups(workflow)));
  }
  // A pool: whatever flows are in it, their jobs have as many groups as it has slots, and a flow with a limit of its own fewer.
  const config = {
    ...toyConfig,
    ...(await parseConfig('pools: {warehouse: {limit: 4, flows: [demo]}}', 'gitphony.yaml')),
  };
  const ids = ['hello', 'load', 'sum', 'report'];
  const groups = await Promise.all(
    ids.map(async (id) => runGroups(await workflowOf(id === 'sum' ? 2 : 9, config, id))),
  );
  expect(new Set(groups.flat())).toEqual(new Set([0, 1, 2, 3].map((slot) => `gitphony-pool-warehouse-${slot}`)));
  expect(groups.map((own) => new Set(own).size)).toEqual([4, 4, 2, 4]);
});

test('a run that was cancelled before it started is recorded and caught up', async () => {
  const path = '.github/workflows/demo.daily.yml';
  await using api = await startGitHubApi({ files: { [path]: 'on: schedule\n' } });
  const steps = [{ name: 'Set up job', status: 'completed', conclusion: 'success' }] as const;
  const job = { id: 1, name: 'Run daily', status: 'completed', conclusion: 'cancelled' } as const;
  const ended = { path, event: 'schedule', status: 'completed', conclusion: 'cancelled' } as const;
  api.state.addRun({ ...ended, jobs: [{ ...job, steps }] });
  api.state.addRun({ ...ended, jobs: [job] });
  api.state.addRun({ ...ended, jobs: [] });
  const github = await openGithub({
    environment: { GITHUB_REPOSITORY: 'octo/flows', GITHUB_API_URL: api.url, GITPHONY_TOKEN: 'ghs_read' },
    directory: '/',
    purpose: 'read the runs',
    permissions: ['Actions: read'],
  });
  // That the next run makes up for those that never began is shown in tests/e2e/planned-time.test.ts.
  expect((await listRuns(github, 'demo.daily.yml')).map(({ began }) => began)).toEqual([false, false, true]);
});
