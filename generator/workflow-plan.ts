import type { DocumentPath, Problem, SourceRange } from '../src/contract/source.ts';
import type { Workflow } from '../src/contract/workflow-model.ts';

/** What a flow becomes: the whole workflow as data, and what stands against writing it. */
export interface WorkflowPlan {
  /** The flow file, relative to the project's root, with `/`. */
  readonly source: string;
  /** The workflow file, relative to the project's root: `.github/workflows/<namespace>.<id>.yml`. */
  readonly target: string;
  readonly workflow: Workflow;
  /** An error among them means: this workflow is not written. */
  readonly problems: readonly Problem[];
}

/** Where in a flow file things stand. The flow parser knows; tests may leave it out. */
export interface PlanContext {
  /** The stretch of a node; with `offset`, of the place that many characters into its (decoded) text. */
  locate(path: DocumentPath, offset?: number): SourceRange;
}
