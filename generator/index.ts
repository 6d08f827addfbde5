export { type CompileFlow, type CompileOptions, compileProject } from './compile-project.ts';
export type { CompileReport, WorkflowReport, WorkflowStatus } from './compile-report.ts';
export { planFlow } from './plan.ts';
export { type WorkflowNeeds, workflowNeeds } from './workflow-needs.ts';
export { renderWorkflow } from './render.ts';
export type { PlanContext, WorkflowPlan } from './workflow-plan.ts';
