import type { Problem } from '../src/contract/source.ts';

/** What `compile` did with a workflow file, or with `check` would have to do. */
export type WorkflowStatus =
  | 'unchanged'
  /** Was not there. */
  | 'missing'
  /** The flow or gitphony.yaml changed since it was made. */
  | 'stale'
  /** Somebody edited it by hand. */
  | 'edited'
  /** Its flow is gone, disabled or renamed: removed. */
  | 'orphan'
  /** Not written: its flow has errors, or a file of somebody else is in the way. */
  | 'refused';

/** One workflow file. */
export interface WorkflowReport {
  /** Relative to the project's root, with `/`. */
  readonly path: string;
  /** The flow file it is made from. */
  readonly source: string;
  readonly status: WorkflowStatus;
}

/** The outcome of `compileProject`. */
export interface CompileReport {
  /** Sorted by path. */
  readonly workflows: readonly WorkflowReport[];
  readonly problems: readonly Problem[];
  /** True where some file was (or with `check` is) neither unchanged nor refused. */
  readonly drift: boolean;
  /** The files that were (or with `check` would be) written; null: taken away. */
  readonly files: readonly { readonly path: string; readonly text: string | null }[];
}
