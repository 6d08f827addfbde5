import { expect, it } from 'vitest';
import type { WorkflowJob } from '../../src/contract/workflow-model.ts';
import type { WorkflowPlan } from '../workflow-plan.ts';
import { estimateCost } from './estimate-cost.ts';
import { describeTotal } from './print-cost.ts';

const now = Date.UTC(2026, 0, 1);
const prices = { runners: {}, freeMinutes: 2000 };

const job = (runsOn: WorkflowJob['runs-on'], followers = ''): WorkflowJob => ({
  name: 'x',
  'runs-on': runsOn,
  permissions: {},
  steps: [{ name: 's', with: followers === '' ? { mode: 'run' } : { mode: 'run', followers } }],
});

function plan(
  id: string,
  crons: readonly string[],
  jobs: Record<string, WorkflowJob> = { run: job('ubuntu-24.04') },
): WorkflowPlan {
  const schedule = crons.map((cron) => ({ cron }));
  return {
    source: `flows/${id}.yaml`,
    target: `.github/workflows/demo.${id}.yml`,
    workflow: { name: `demo.${id}`, on: schedule.length === 0 ? {} : { schedule }, permissions: {}, jobs },
    problems: [],
  };
}

const length = (minutes: number) => () => ({ minutes, basis: 'told' });

it('counts the runs of a mean month, and multiplies', () => {
  const { workflows, minutes, money, pays } = estimateCost([plan('daily', ['0 9 * * *'])], { prices }, now, length(4));
  expect(workflows).toMatchObject([
    { name: 'demo.daily', minutesARun: 4, basis: 'told', runner: 'ubuntu-24.04', price: 0.006 },
  ]);
  expect(workflows[0]?.runs).toBeCloseTo(365 / 12, 1);
  expect(minutes).toBeCloseTo((365 / 12) * 4, 0);
  expect(money).toBeCloseTo((365 / 12) * 4 * 0.006, 1);
  expect(pays).toBe(0);
});

it('adds the runs of flows that follow, and a minute for each job after', () => {
  const first = plan('first', ['0 * * * *'], {
    run: job('ubuntu-24.04'),
    plan: job('x'),
    backfill: job('x'),
    finish: job('ubuntu-slim', 'flows/next.yaml'),
  });
  const { workflows } = estimateCost([first, plan('next', [])], { prices }, now, length(1));
  expect(workflows.map(({ name, runs, minutesARun }) => [name, Math.round(runs), minutesARun])).toEqual([
    ['demo.first', 730, 2],
    ['demo.next', 730, 1],
  ]);
  expect(workflows[0]?.money).toBeCloseTo(730 * (0.006 + 0.002), 1);
});

it('survives a circle', () => {
  const around = (id: string, other: string): WorkflowPlan =>
    plan(id, ['0 0 1 1 *'], { run: job('ubuntu-24.04', `flows/${other}.yaml`) });
  const { workflows } = estimateCost([around('a', 'b'), around('b', 'a')], { prices }, now);
  expect(workflows.map(({ runs }) => Math.round(runs * 12))).toEqual([2, 2]);
});

it('takes prices of gitphony.yaml, takes off what is free, and says what has no price', () => {
  const own = { prices: { runners: { big: 0.1 }, freeMinutes: 1000 } };
  const plans = [
    plan('a', ['*/10 * * * *'], { run: job(['self-hosted', 'big']) }),
    plan('b', ['0 0 * * *'], { run: job('windows-2025') }),
  ];
  const estimate = estimateCost(plans, own, now, length(1));
  expect(estimate.workflows.map(({ price }) => price)).toEqual([0.1, undefined]);
  expect(estimate.money).toBeCloseTo(438, 0);
  expect(estimate.pays).toBeCloseTo(438 * (1 - 1000 / 4380), 0);
  expect(describeTotal(estimate)).toMatch(/\$338\.00 to pay after 1,000 free minutes.*Without a price: windows-2025/);
});

it('finds that runners of one’s own cost nothing', () => {
  const estimate = estimateCost(
    [plan('a', ['*/5 * * * *'], { run: job({ group: 'g', labels: ['self-hosted'] }) })],
    { prices },
    now,
  );
  expect(describeTotal(estimate)).toContain('$0.00 a month in a private repository: nothing to pay');
});

it('takes a minute for each look of a poll, and for each environment', () => {
  const look = { ...job('ubuntu-24.04'), steps: [{ name: 's', with: { mode: 'poll' } }] };
  const polls = plan('polls', ['*/15 * * * *'], { poll: look, 'poll-prod': look, start: { ...look, if: 'found' } });
  const { workflows } = estimateCost([polls], { prices }, now);
  expect(workflows).toMatchObject([{ runs: 2920, minutesARun: 2, minutes: 5840 }]);
});
