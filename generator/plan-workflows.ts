import { planBranchRuns } from './branch-run-workflow.ts';
import { planDeployment } from './deploy-workflow.ts';
import { planPolls } from './plan-polls.ts';
import { type CompileFlow, type PlannedFlow, type PlannedProject, planProject } from './plan-project.ts';
import { planWatchdog } from './watchdog-workflow.ts';
import type { WorkflowPlan } from './workflow-plan.ts';

/** All workflows of a project: those of its flows, those that poll for them, and our own that gitphony.yaml asks for. */
export async function planWorkflows(project: PlannedProject): Promise<readonly WorkflowPlan[]> {
  const { flows, config, registry } = project;
  const planned = await planProject(project);
  const flowPlans = planned.map(({ plan }) => plan);
  const polls = await planPolls(pollable(flows, planned), config, registry);
  const own = [planDeployment(config), planBranchRuns(config, flowPlans), planWatchdog(config)];
  return [...flowPlans, ...polls, ...own.filter((plan) => plan !== undefined)];
}

/** A flow whose own workflow is refused cannot be started by what it polls. */
function pollable(flows: readonly CompileFlow[], planned: readonly PlannedFlow[]): readonly CompileFlow[] {
  const refused = new Set(
    planned.filter(({ plan }) => plan.problems.some(({ severity }) => severity === 'error')).map(({ flow }) => flow),
  );
  return flows.filter(({ flow }) => !flow.disabled && !refused.has(flow));
}
