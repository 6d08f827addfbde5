import { assumedRun, type RunLength, type WorkflowPlan } from '../../generator/index.ts';
import { openGithub } from '../../src/github/api/client.ts';
import { runMinutes } from '../../src/github/run-minutes.ts';
import { isTerminal } from '../../src/contract/states.ts';
import { listFolders, readRecord } from '../executions/find.ts';

/** Executions on this machine that are looked at, newest first. */
const looked = 300;
/** Of one flow. */
const enough = 30;

/** Half a minute to start the job, check out and bring the record away: what a run here does not have. */
const setUpSeconds = 30;

/** How long runs took on this machine, by `namespace.id`. */
export async function localLengths(): Promise<(plan: WorkflowPlan) => RunLength> {
  const minutes = new Map<string, number[]>();
  for (const folder of (await listFolders()).slice(0, looked)) {
    // A record that cannot be read tells nothing of time; `executions list` says so aloud.
    const record = await readRecord(folder).catch(() => undefined);
    if (record === undefined || !isTerminal(record.state.current)) continue;
    const name = `${record.namespace}.${record.flowId}`;
    const known = minutes.get(name) ?? [];
    const steps = record.state.histories.map(({ date }) => Date.parse(date));
    const seconds = ((steps.at(-1) ?? 0) - (steps[0] ?? 0)) / 1000 + setUpSeconds;
    if (known.length < enough) minutes.set(name, [...known, Math.max(1, Math.ceil(seconds / 60))]);
  }
  return ({ workflow }) => meanOf(minutes.get(workflow.name) ?? [], 'run here', 'runs here');
}

/** How long runs took on GitHub: a request for each workflow. */
export async function lengthsOnGithub(
  plans: readonly WorkflowPlan[],
  directory: string,
): Promise<(plan: WorkflowPlan) => RunLength> {
  const github = await openGithub({
    environment: process.env,
    directory,
    purpose: 'read how long runs took',
    permissions: ['Actions: read'],
  });
  const lengths = new Map<WorkflowPlan, RunLength>();
  for (const plan of plans) {
    const file = plan.target.slice(plan.target.lastIndexOf('/') + 1);
    lengths.set(plan, meanOf(await runMinutes(github, file), 'run on GitHub', 'runs on GitHub'));
  }
  return (plan) => lengths.get(plan) ?? assumedRun;
}

function meanOf(minutes: readonly number[], one: string, many: string): RunLength {
  if (minutes.length === 0) return assumedRun;
  const mean = minutes.reduce((sum, each) => sum + each, 0) / minutes.length;
  return { minutes: mean, basis: `mean of ${minutes.length} ${minutes.length === 1 ? one : many}` };
}
