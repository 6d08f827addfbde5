import type { Flow } from '../src/contract/flow.ts';
import type { ProjectConfig } from '../src/contract/project-config.ts';
import type { PluginRegistry } from '../src/contract/registry.ts';
import { planFlow } from './plan.ts';
import { type FlowTopology, planTopology } from './plan-topology.ts';
import type { PlanContext, WorkflowPlan } from './workflow-plan.ts';

/** A valid flow with the places of its parts. */
export interface CompileFlow {
  readonly flow: Flow;
  readonly context: PlanContext;
}

/** What the workflows of a project are made from. */
export interface PlannedProject {
  readonly flows: readonly CompileFlow[];
  /** Flows that tasks may start, besides those: what lies below subflows/. */
  readonly called?: readonly Flow[];
  readonly config: ProjectConfig;
  readonly registry: PluginRegistry;
}

/** A flow with its plan and its neighbours. */
export interface PlannedFlow {
  readonly flow: Flow;
  readonly plan: WorkflowPlan;
  readonly topology: FlowTopology | undefined;
}

/** Plans the workflow of every enabled flow, with the flows that it calls and that follow it. */
export async function planProject({
  flows,
  called = [],
  config,
  registry,
}: PlannedProject): Promise<readonly PlannedFlow[]> {
  const enabled = flows.filter(({ flow }) => !flow.disabled);
  const topologies = await planTopology(enabled, registry);
  const callable = [...flows.map(({ flow }) => flow), ...called];
  return Promise.all(
    enabled.map(async ({ flow, context }) => {
      const topology = topologies.get(flow);
      return { flow, topology, plan: await planFlow(flow, config, registry, context, { topology, callable }) };
    }),
  );
}
