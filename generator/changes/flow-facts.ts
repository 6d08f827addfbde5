import { environmentNames } from '../../src/contract/branch-environments.ts';
import type { ProjectConfig } from '../../src/contract/project-config.ts';
import type { Workflow } from '../../src/contract/workflow-model.ts';
import type { PlannedFlow } from '../plan-project.ts';
import { workflowNeeds } from '../workflow-needs.ts';

/** What people have to agree to before a flow is deployed, by the words of the summary. */
export const factNames = [
  'started by',
  'may',
  'secrets',
  'variables',
  'environment',
  'runs on',
  'starts',
  'form',
] as const;
export type FactName = (typeof factNames)[number];
export type FlowFacts = Readonly<Record<FactName, readonly string[]>>;

/** Reads the facts off a flow's workflow: what is written there is what happens. */
export function factsOf({ flow, plan, topology }: PlannedFlow, config: ProjectConfig): FlowFacts {
  const { workflow } = plan;
  const environments = environmentNames(config, flow.namespace);
  const needs = workflowNeeds(workflow, environments);
  const placed = (name: string, environment: string | undefined): string =>
    environment === undefined ? name : `${name} (${environment})`;
  const { run } = workflow.jobs;
  return {
    'started by': startsOf(workflow),
    may: rightsOf(workflow),
    secrets: needs.flatMap(({ secrets, environment }) => secrets.map((name) => placed(name, environment))),
    variables: needs.flatMap(({ variables, environment }) =>
      variables.map((names) => placed(names.join(' or '), environment)),
    ),
    environment: environments,
    'runs on': [
      ...(run === undefined ? [] : [textOf(run['runs-on'])]),
      ...Object.values(run?.services ?? {}).map(({ image }) => `with ${image}`),
    ],
    starts: (topology?.followers ?? []).map(({ namespace, id }) => `${namespace}.${id}`),
    form: Object.keys(workflow.on.workflow_dispatch?.inputs ?? {}),
  };
}

function startsOf({ on }: Workflow): readonly string[] {
  const { workflow_dispatch: byHand, schedule = [], ...events } = on;
  return [
    ...(byHand === undefined ? [] : ['form']),
    ...schedule.map(({ cron, timezone }) => `schedule ${cron}${timezone === undefined ? '' : ` ${timezone}`}`),
    ...Object.entries(events).map(([event, filters]) => {
      const told = Object.entries(filters).map(([key, values]) => `${key} ${[values].flat().join(', ')}`);
      return told.length === 0 ? event : `${event} (${told.join('; ')})`;
    }),
  ];
}

/** Rights to write with the job that has them. */
function rightsOf({ jobs }: Workflow): readonly string[] {
  const rights = Object.values(jobs).flatMap((job) =>
    Object.entries(job.permissions).map(([name, { level }]) =>
      level === 'write' ? `${name}: write (${job.name})` : `${name}: ${level}`,
    ),
  );
  return [...new Set(rights)].toSorted();
}

function textOf(runsOn: unknown): string {
  return typeof runsOn === 'string' ? runsOn : JSON.stringify(runsOn);
}
