import { environmentOf } from '../src/contract/environment-of.ts';
import type { Flow, TriggerNode } from '../src/contract/flow.ts';
import type { ProjectConfig } from '../src/contract/project-config.ts';
import type { PluginRegistry } from '../src/contract/registry.ts';
import type { Problem } from '../src/contract/source.ts';
import type { WorkflowJob } from '../src/contract/workflow-model.ts';
import { pollingTriggers } from '../src/flow/index.ts';
import { stepOf } from './check-polling.ts';
import { jobEnvironment } from './job-environment.ts';
import { identityPermission, planIdentity } from './plan-identity.ts';
import { planNames } from './plan-names.ts';
import { planScratch } from './plan-scratch.ts';
import { pollCron, stepName } from './poll-interval.ts';
import { pollJob, type PolledTrigger, startJob } from './jobs/poll-jobs.ts';
import { problemList } from './problem-list.ts';
import type { PlanContext, WorkflowPlan } from './workflow-plan.ts';

interface PlacedFlow {
  readonly flow: Flow;
  readonly context: PlanContext;
}

/** A trigger of a group, and what is wrong with it. */
interface Grouped extends PolledTrigger {
  /** As the job names it: a name, or an expression over the branch. */
  readonly environment: string | undefined;
  /** For people. */
  readonly label: string | undefined;
  readonly problems: readonly Problem[];
}

/**
 * A workflow for each interval, which looks at all triggers of it: one job for those of one environment, and one behind it that starts
 * flows, only where something was found. Flows whose own workflow is refused are to be left out by the caller.
 */
export async function planPolls(
  flows: readonly PlacedFlow[],
  config: ProjectConfig,
  registry: PluginRegistry,
): Promise<readonly WorkflowPlan[]> {
  const groups = new Map<number, Grouped[]>();
  for (const { flow, context } of flows) {
    for (const { node, definition } of await pollingTriggers(flow, registry)) {
      const step = stepOf(node);
      if (step === undefined) continue;
      const remembers = definition.remembers === true;
      const own = await group({ flow, context }, node, remembers, config, registry);
      groups.set(step, [...(groups.get(step) ?? []), own]);
    }
  }
  return [...groups]
    .toSorted(([a], [b]) => a - b)
    .map(([step, triggers]) => planGroup(step, triggers.toSorted(byPlace), config));
}

async function group(
  { flow, context }: PlacedFlow,
  node: TriggerNode,
  remembers: boolean,
  config: ProjectConfig,
  registry: PluginRegistry,
): Promise<Grouped> {
  const problems = problemList(flow.file, context);
  const alone: Flow = {
    ...flow,
    labels: {},
    inputs: [],
    outputs: [],
    tasks: [],
    errors: [],
    finally: [],
    afterExecution: [],
    checks: [],
    sla: [],
    triggers: [{ ...node, inputs: {}, labels: {} }],
  };
  // What is wrong with names is said by the flow's own plan.
  const names = await planNames(
    [{ flow: alone, call: undefined }],
    () => [],
    config,
    registry,
    problemList(flow.file, context),
  );
  if (planScratch(flow, config, names, problemList(flow.file, context)) !== undefined) {
    problems.error(
      'polling-scratch',
      node.path,
      `trigger "${node.id}" would look into a database that lives in the job only: there is never anything in it`,
      'write services: {postgres: {local: embedded, github: none}} and set the repository’s secrets POSTGRES_*',
    );
  }
  return {
    flow,
    trigger: node.id,
    remembers,
    env: names.env,
    identity: identityPermission(await planIdentity([{ flow: alone, call: undefined }], config, registry)),
    environment: jobEnvironment(config, flow.namespace),
    label: environmentOf(config, flow.namespace),
    problems: problems.all,
  };
}

function planGroup(step: number, triggers: readonly Grouped[], config: ProjectConfig): WorkflowPlan {
  const name = `gitphony-poll-${stepName(step)}`;
  const sources = [...new Set(triggers.map(({ flow }) => flow.file))];
  const environments = [...new Set(triggers.map(({ environment }) => environment))].toSorted((a = '', b = '') =>
    a < b ? -1 : 1,
  );
  const jobs: Record<string, WorkflowJob> = {};
  for (const [index, environment] of environments.entries()) {
    const own = triggers.filter((trigger) => trigger.environment === environment);
    const label = own[0]?.label;
    const slug = jobSuffix(label);
    const suffix = `poll${slug}` in jobs ? `${slug}-${index}` : slug;
    const poll = `poll${suffix}`;
    jobs[poll] = pollJob(own, { environment, label }, config);
    jobs[`start${suffix}`] = startJob(own, { label, poll }, config);
  }
  return {
    source: sources.join(', '),
    target: `.github/workflows/${name}.yml`,
    workflow: {
      name,
      on: { workflow_dispatch: {}, schedule: [{ cron: pollCron(step, sources.join('\n')) }] },
      permissions: {},
      // A poll waits for the one before it; of several that wait the newest is enough.
      concurrency: { group: name, 'cancel-in-progress': false },
      jobs,
    },
    problems: triggers.flatMap(({ problems }) => problems),
  };
}

/** Names of environments may hold anything; ids of jobs may not. */
function jobSuffix(label: string | undefined): string {
  return label === undefined ? '' : `-${label.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-')}`;
}

function byPlace(a: Grouped, b: Grouped): number {
  const place = ({ flow, trigger }: Grouped): string => `${flow.file} ${trigger}`;
  return place(a) < place(b) ? -1 : 1;
}
