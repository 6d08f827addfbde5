import type { Flow } from '../src/contract/flow.ts';
import type { ProjectConfig } from '../src/contract/project-config.ts';
import type { PluginRegistry } from '../src/contract/registry.ts';
import type { Workflow } from '../src/contract/workflow-model.ts';
import { checkSupport } from './check-support.ts';
import { checkFreeText } from './free-text/check-free-text.ts';
import { planConcurrency } from './plan-concurrency.ts';
import { planDispatch } from './plan-dispatch.ts';
import { planIdentity } from './plan-identity.ts';
import { planJobs } from './plan-jobs.ts';
import { planKeys } from './plan-keys.ts';
import { planNames } from './plan-names.ts';
import { planResume } from './plan-resume.ts';
import { planRunner } from './plan-runner.ts';
import { planSlots } from './plan-slots.ts';
import { planScratch } from './plan-scratch.ts';
import { alone, type FlowTopology } from './plan-topology.ts';
import { planToolchains } from './plan-toolchains.ts';
import { planTriggers } from './plan-triggers.ts';
import { type ProblemList, problemList } from './problem-list.ts';
import { reachableFlows } from './reachable-flows.ts';
import { runName } from './run-name.ts';
import { judgeStrictly } from './strict.ts';
import type { PlanContext, WorkflowPlan } from './workflow-plan.ts';

/** What a plan knows of the other flows. */
export interface PlanSurroundings {
  readonly topology?: FlowTopology | undefined;
  /** The flows of the project that a task can start. */
  readonly callable?: readonly Flow[];
}

/**
 * Plans the workflow of a flow. Pure: no file, no network, no clock. The plan holds only what the workflow depends on
 * (triggers, inputs, secrets, variables, permissions, runners, concurrency, names), so editing SQL changes nothing.
 */
export async function planFlow(
  flow: Flow,
  config: ProjectConfig,
  registry: PluginRegistry,
  context: PlanContext,
  { topology = alone, callable = [] }: PlanSurroundings = {},
): Promise<WorkflowPlan> {
  const problems = problemList(flow.file, context);
  refuseUnsafePath(flow, problems);
  const flows = await reachableFlows(flow, callable, config, registry, problems);
  await checkSupport(flows, registry, problems);
  const triggers = await planTriggers(flow, registry, problems);
  await checkFreeText(flows, registry, problems);
  const keys = await planKeys(flows, config, registry, problems);
  const identity = await planIdentity(flows, config, registry);
  const names = await planNames(flows, keys.uses, config, registry, problems);
  const scratch = planScratch(flow, config, names, problems);
  const runner = planRunner(flows, config, problems);
  const toolchains = planToolchains(flows, config, runner, problems);
  const resume = planResume(flows, config, problems);
  const concurrency = planConcurrency(flow, problems);
  const { maxParallel } = concurrency;
  const dispatch = planDispatch(flow, config, triggers, names, {
    scratch: scratch !== undefined,
    maxParallel,
    problems,
    resume: resume.fields,
  });
  const workflow: Workflow = {
    name: `${flow.namespace}.${flow.id}`,
    runName: runName(flow, triggers, dispatch),
    on: {
      workflow_dispatch: Object.keys(dispatch).length === 0 ? {} : { inputs: dispatch },
      ...(triggers.schedule.length === 0 ? {} : { schedule: triggers.schedule }),
      ...(triggers.requests.length > 0 && config.webhooks === 'repository_dispatch'
        ? { repository_dispatch: { types: [eventType(flow, problems)] } }
        : {}),
      ...triggers.events,
    },
    permissions: {},
    concurrency: concurrency.group,
    jobs: planJobs(flow, config, {
      triggers,
      runner,
      toolchains,
      names,
      scratch,
      maxParallel,
      slots: planSlots(flow, config, problems),
      followers: topology.followers,
      keys,
      identity,
      resumes: resume.isPossible,
    }),
  };
  const target = `.github/workflows/${flow.namespace}.${flow.id}.yml`;
  const told = judgeStrictly([...problems.all, ...topology.problems], config);
  return { source: flow.file, target, workflow, problems: told };
}

/** GitHub takes at most 100 characters for the type of a repository_dispatch. */
function eventType(flow: Flow, problems: ProblemList): string {
  const type = `${flow.namespace}.${flow.id}`;
  if (type.length > 100) {
    problems.error(
      'event-type-too-long',
      ['id'],
      `the event type ${type} has ${type.length} characters, GitHub takes 100`,
      'shorten the id or the namespace, or leave webhooks at workflow_dispatch in gitphony.yaml',
    );
  }
  return type;
}

/** The path goes into the workflow as it is: an expression of GitHub's would run there, a line break end the comment. */
function refuseUnsafePath(flow: Flow, problems: ProblemList): void {
  if (!/\$\{\{|\p{Cc}/u.test(flow.file)) return;
  const shown = JSON.stringify(flow.file);
  problems.error(
    'unsafe-path',
    [],
    `the path ${shown} holds a GitHub expression or a control character`,
    'rename the file',
  );
}
