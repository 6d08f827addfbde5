import type { Flow } from '../contract/flow.ts';
import type { GithubRepository } from '../github/api/client.ts';
import { githubStatus } from '../github/api/explain-failure.ts';
import { type ListedRun, listRuns } from '../github/past-runs.ts';
import { type ScheduledTrigger, scheduledTriggers } from './backfill.ts';
import { createEngineHost } from './engine-host.ts';
import { findFlowFiles } from './flow-files.ts';
import { stoppedBy } from './missed-ticks.ts';
import { type Project, readFlow } from './project.ts';

/** A schedule of a flow, and what GitHub knows of its workflow. */
export interface ScheduleOnGithub {
  readonly flow: Flow;
  /** `namespace.id`. */
  readonly name: string;
  readonly trigger: ScheduledTrigger;
  /** Newest first. */
  readonly runs: readonly ListedRun[];
  /** When the workflow came to be, milliseconds since 1970; undefined where GitHub has none. */
  readonly since: number | undefined;
  /** Why it does not run at all, in words. */
  readonly problem: string | undefined;
}

/** A flow with its enabled schedules. */
export interface ScheduledFlow {
  readonly flow: Flow;
  readonly triggers: readonly ScheduledTrigger[];
}

/** The flows that schedules start. Those that are disabled, invalid or below subflows/ are left out. */
export async function findScheduledFlows(project: Project): Promise<readonly ScheduledFlow[]> {
  const found: ScheduledFlow[] = [];
  for (const file of await findFlowFiles(project.root)) {
    const { flow } = await readFlow(project, file);
    if (flow === undefined || flow.disabled || file.startsWith(`${project.root}/subflows/`)) continue;
    const host = () => createEngineHost(project, { readOnly: true });
    const triggers = await scheduledTriggers(flow, project.registry, host);
    const enabled = triggers.filter(({ node }) => !node.disabled);
    if (enabled.length > 0) found.push({ flow, triggers: enabled });
  }
  return found;
}

/** Asks GitHub for the workflow and the runs of a flow: two requests. */
export async function readSchedules(
  github: GithubRepository,
  { flow, triggers }: ScheduledFlow,
): Promise<readonly ScheduleOnGithub[]> {
  const name = `${flow.namespace}.${flow.id}`;
  const workflow = await findWorkflow(github, `${name}.yml`);
  const problem = problemOf(workflow);
  const runs = workflow === undefined ? [] : await listRuns(github, `${name}.yml`);
  return triggers.map((trigger) => {
    const stopped = stoppedBy(flow.id, trigger, runs);
    const why =
      problem ?? (stopped === undefined ? undefined : `stopped: its last run ended as ${stopped} (stopAfter)`);
    return { flow, name, trigger, runs, since: workflow?.createdAt, problem: why };
  });
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
