import type { ProjectConfig } from '../../src/contract/project-config.ts';
import type { Workflow, WorkflowJob } from '../../src/contract/workflow-model.ts';
import { parseCron } from '../../src/util/cron.ts';
import type { WorkflowPlan } from '../workflow-plan.ts';
import { labelsOf, priceOf } from './runner-price.ts';

/** How long the job of a normal run takes, and how that is known. */
export interface RunLength {
  /** Billed minutes: each run rounded up, then the mean. */
  readonly minutes: number;
  readonly basis: string;
}

/** What a workflow costs in a mean month. */
export interface WorkflowCost {
  /** The name of the workflow: `namespace.id` of a flow. */
  readonly name: string;
  /** Of schedules, and of flows that it follows. Dispatches, requests and events are not known ahead. */
  readonly runs: number;
  readonly minutesARun: number;
  readonly minutes: number;
  readonly basis: string;
  readonly runner: string;
  /** Dollars a minute; undefined: nobody said. */
  readonly price: number | undefined;
  /** Dollars a month, free minutes not taken off. */
  readonly money: number | undefined;
}

export interface CostEstimate {
  readonly workflows: readonly WorkflowCost[];
  readonly minutes: number;
  /** Of those that have a price. */
  readonly money: number;
  readonly freeMinutes: number;
  /** What is left to pay in a private repository when the free minutes are taken off. */
  readonly pays: number;
}

/** Where nothing is known: most runs on GitHub take one to three minutes, of which set-up is half of one. */
export const assumedRun: RunLength = { minutes: 2, basis: 'assumed: no run is known' };

const day = 24 * 60 * 60 * 1000;
const year = 365 * day;

/**
 * Runs, minutes and money of each workflow in a mean month of the year from `now`. GitHub bills each job, rounded up to a minute.
 * Pure: lengths come from whoever knows past runs.
 */
export function estimateCost(
  plans: readonly WorkflowPlan[],
  config: Pick<ProjectConfig, 'prices'>,
  now: number,
  lengthOf: (plan: WorkflowPlan) => RunLength = () => assumedRun,
): CostEstimate {
  const runs = countRuns(plans, now);
  const workflows = plans
    .map((plan) => costOf(plan, runs.get(plan) ?? 0, lengthOf(plan), config))
    .toSorted((a, b) => (b.money ?? 0) - (a.money ?? 0) || (a.name < b.name ? -1 : 1));
  const sum = (of: (cost: WorkflowCost) => number): number => workflows.reduce((total, cost) => total + of(cost), 0);
  const minutes = sum(({ minutes: own }) => own);
  // Hosts of one's own use up no free minutes.
  const billed = sum(({ minutes: own, price }) => (price === undefined || price === 0 ? 0 : own));
  const money = sum(({ money: own }) => own ?? 0);
  const { freeMinutes } = config.prices;
  return {
    workflows,
    minutes,
    money,
    freeMinutes,
    pays: billed <= freeMinutes ? 0 : money * (1 - freeMinutes / billed),
  };
}

function costOf(
  { workflow }: WorkflowPlan,
  runs: number,
  length: RunLength,
  config: Pick<ProjectConfig, 'prices'>,
): WorkflowCost {
  const [main, ...others] = normalJobs(workflow);
  const { minutes, basis } =
    workflow.jobs['run'] !== undefined || length !== assumedRun ? length : { ...length, minutes: 1 };
  const runsOn = main?.['runs-on'] ?? '';
  const price = priceOf(runsOn, config);
  // A job that saves keys or starts others takes seconds: one minute is billed.
  const minutesARun = minutes + others.length;
  const money =
    price === undefined
      ? undefined
      : runs * (minutes * price + others.reduce((total, job) => total + (priceOf(job['runs-on'], config) ?? price), 0));
  return {
    name: workflow.name,
    runs,
    minutesARun,
    minutes: runs * minutesARun,
    basis,
    runner: labelsOf(runsOn).join(' '),
    price,
    money,
  };
}

/** Jobs beside the one that runs a flow's tasks that a usual run starts too. */
const after: readonly string[] = ['keys', 'finish'];

/** The jobs that a usual run starts, the one that runs the tasks first. Of what is no flow, those without a condition. */
function normalJobs({ jobs }: Workflow): readonly WorkflowJob[] {
  const { run } = jobs;
  if (run === undefined) return Object.values(jobs).filter((job) => job.if === undefined);
  return [run, ...after.flatMap((id) => jobs[id] ?? [])];
}

/** Runs a month: planned ones, and those that follow other flows, each time that one ends. */
function countRuns(plans: readonly WorkflowPlan[], now: number): ReadonlyMap<WorkflowPlan, number> {
  const own = new Map(plans.map((plan) => [plan, plannedRuns(plan.workflow, now)]));
  const upstream = (file: string): readonly WorkflowPlan[] =>
    plans.filter(({ workflow }) => followersOf(workflow).includes(file));
  const total = (plan: WorkflowPlan, path: readonly WorkflowPlan[]): number => {
    // Circles are refused by compile; a plan that was refused may still have one.
    if (path.includes(plan)) return 0;
    const before = upstream(plan.source).map((other) => total(other, [...path, plan]));
    return (own.get(plan) ?? 0) + before.reduce((sum, runs) => sum + runs, 0);
  };
  return new Map(plans.map((plan) => [plan, total(plan, [])]));
}

/** Of a mean month. Lines that name no day of the month and no month repeat each week: a week of them is enough. */
function plannedRuns({ on }: Workflow, now: number): number {
  let runs = 0;
  for (const { cron, timezone } of on.schedule ?? []) {
    const times = parseCron(cron, timezone === undefined ? {} : { timezone });
    const [, , dayOfMonth, month] = cron.trim().split(/\s+/);
    const span = dayOfMonth === '*' && month === '*' ? 7 * day : year;
    let ticks = 0;
    for (const _ of times.between(now, now + span - 1)) ticks += 1;
    runs += (ticks * year) / span / 12;
  }
  return runs;
}

function followersOf({ jobs }: Workflow): readonly string[] {
  return Object.values(jobs).flatMap(({ steps }) =>
    steps.flatMap((step) => {
      const followers = step.with?.['followers'];
      return typeof followers === 'string' && followers !== '' ? followers.split('\n') : [];
    }),
  );
}
