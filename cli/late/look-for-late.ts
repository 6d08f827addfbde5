import type { Flow } from '../../src/contract/flow.ts';
import { type GithubRepository, openGithub } from '../../src/github/api/client.ts';
import { githubStatus } from '../../src/github/api/explain-failure.ts';
import { type ListedRun, listRuns } from '../../src/github/past-runs.ts';
import { type ScheduledTrigger, scheduledTriggers } from '../../src/project/backfill.ts';
import { createEngineHost } from '../../src/project/engine-host.ts';
import { findFlowFiles } from '../../src/project/flow-files.ts';
import { missedTicks, ranTicks, stoppedBy } from '../../src/project/missed-ticks.ts';
import { openProject, readFlow } from '../../src/project/project.ts';
import { isoInZone } from '../../src/util/time-zone.ts';

/** A planned time that nothing stood for. */
export interface LateTick {
  /** ISO 8601 with the offset of the trigger's time zone. */
  readonly planned: string;
  readonly minutes: number;
}

/** How a schedule of a flow keeps its times on GitHub. */
export interface FlowLateness {
  /** `namespace.id`. */
  readonly flow: string;
  readonly trigger: string;
  /** Why it does not run at all, in words. */
  readonly problem: string | undefined;
  /** Oldest first. */
  readonly late: readonly LateTick[];
  /** The newest that a schedule started; ISO 8601 both. */
  readonly last: { readonly planned: string; readonly began: string } | undefined;
}

/** Milliseconds. */
interface Clock {
  readonly grace: number;
  readonly now: number;
}

/** Compares the schedules of this project with the runs that GitHub has. Flows that are disabled or invalid are left out. */
export async function lookForLate(clock: Clock): Promise<readonly FlowLateness[]> {
  const project = await openProject(process.cwd());
  const found: FlowLateness[] = [];
  let github: GithubRepository | undefined;
  for (const file of await findFlowFiles(project.root)) {
    const { flow } = await readFlow(project, file);
    if (flow === undefined || flow.disabled || file.startsWith(`${project.root}/subflows/`)) continue;
    const triggers = await scheduledTriggers(flow, project.registry, () =>
      createEngineHost(project, { readOnly: true }),
    );
    const enabled = triggers.filter(({ node }) => !node.disabled);
    if (enabled.length === 0) continue;
    github ??= await openGithub({
      environment: process.env,
      directory: project.root,
      purpose: "read the runs of the flows' workflows",
      permissions: ['Actions: read'],
    });
    found.push(...(await latenessOf(github, flow, enabled, clock)));
  }
  return found;
}

async function latenessOf(
  github: GithubRepository,
  flow: Flow,
  triggers: readonly ScheduledTrigger[],
  clock: Clock,
): Promise<FlowLateness[]> {
  const name = `${flow.namespace}.${flow.id}`;
  const workflow = await findWorkflow(github, `${name}.yml`);
  const problem = problemOf(workflow);
  const runs = workflow === undefined ? [] : await listRuns(github, `${name}.yml`);
  const answers: FlowLateness[] = [];
  for (const trigger of triggers) {
    const stopped = stoppedBy(flow.id, trigger, runs);
    const why =
      problem ?? (stopped === undefined ? undefined : `stopped: its last run ended as ${stopped} (stopAfter)`);
    const late = why === undefined ? await lateTicks(flow, trigger, runs, workflow?.createdAt ?? clock.now, clock) : [];
    answers.push({ flow: name, trigger: trigger.node.id, problem: why, late, last: lastOf(flow, trigger, runs) });
  }
  return answers;
}

async function lateTicks(
  flow: Flow,
  trigger: ScheduledTrigger,
  runs: readonly ListedRun[],
  since: number,
  { grace, now }: Clock,
): Promise<LateTick[]> {
  const ran = ranTicks(flow.id, trigger, runs);
  // One that never ran is late from the first time after its workflow came to be.
  const known = { ...ran, last: ran.last ?? since };
  const ticks = await missedTicks(trigger, known, { until: now - grace, now, recover: 'ALL' });
  return ticks.map((tick) => ({
    planned: isoInZone(tick, trigger.timezone),
    minutes: Math.floor((now - tick) / 60_000),
  }));
}

function lastOf(flow: Flow, trigger: ScheduledTrigger, runs: readonly ListedRun[]): FlowLateness['last'] {
  for (const run of runs) {
    const { last } = ranTicks(flow.id, trigger, [run]);
    if (last === undefined) continue;
    const { timezone } = trigger;
    return { planned: isoInZone(last, timezone), began: isoInZone(run.createdAt, timezone) };
  }
  return undefined;
}

interface FoundWorkflow {
  readonly state: string;
  /** Milliseconds since 1970. */
  readonly createdAt: number;
}

async function findWorkflow(
  { octokit, place }: GithubRepository,
  workflow: string,
): Promise<FoundWorkflow | undefined> {
  try {
    const { data } = await octokit.rest.actions.getWorkflow({ ...place, workflow_id: workflow });
    return { state: data.state, createdAt: Date.parse(data.created_at) };
  } catch (error) {
    if (githubStatus(error) === 404) return undefined;
    throw error;
  }
}

function problemOf(workflow: FoundWorkflow | undefined): string | undefined {
  switch (workflow?.state) {
    case undefined:
      return 'it has no workflow on GitHub: run gitphony compile, commit and push';
    case 'active':
      return undefined;
    case 'disabled_inactivity':
      return 'GitHub disabled its workflow after 60 days without activity: gh workflow enable';
    default:
      return `its workflow is ${workflow?.state.replaceAll('_', ' ')} on GitHub: gh workflow enable`;
  }
}
