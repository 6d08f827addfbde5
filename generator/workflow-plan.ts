import type { DocumentPath, Problem, SourcePosition, SourceRange } from '../src/contract/source.ts';
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

/** Where in a flow file things stand. What `parseFlow` answers is one. */
export interface PlanContext {
  /** The stretch of a node; the nearest ancestor where the path does not exist. */
  rangeOf(path: DocumentPath): SourceRange;
  /** Where a character of the text at the path stands in the file. */
  positionIn(path: DocumentPath, offset: number): SourcePosition;
}
