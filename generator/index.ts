export { type CompileOptions, compileProject } from './compile-project.ts';
export { type CompileFlow, type PlannedFlow, type PlannedProject, planProject } from './plan-project.ts';
export type { CompileReport, WorkflowReport, WorkflowStatus } from './compile-report.ts';
export { branchRunFields, branchRunFile } from './branch-run-workflow.ts';
export {
  compareFlows,
  type FactChange,
  type FlowChange,
  type PlannedState,
  type ProjectChange,
} from './changes/compare-flows.ts';
export { mostSecrets } from './count-secrets.ts';
export {
  assumedRun,
  type CostEstimate,
  estimateCost,
  type RunLength,
  type WorkflowCost,
} from './cost/estimate-cost.ts';
export { planWorkflows } from './plan-workflows.ts';
export { waitingTasks } from './plan-resume.ts';
export { planFlow } from './plan.ts';
export { type WorkflowNeeds, workflowNeeds } from './workflow-needs.ts';
export { renderWorkflow } from './render.ts';
export type { PlanContext, WorkflowPlan } from './workflow-plan.ts';
