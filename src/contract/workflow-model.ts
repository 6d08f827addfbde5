import type { RunsOn } from './project-config.ts';

/** The part of GitHub's workflow syntax that we write. Source: GitHub's "Workflow syntax" reference. */
export interface Workflow {
  readonly name: string;
  readonly runName?: string;
  readonly on: WorkflowOn;
  readonly permissions: Readonly<Record<string, 'read' | 'write' | 'none'>>;
  readonly concurrency?: WorkflowConcurrency;
  readonly env?: Readonly<Record<string, string>>;
  readonly jobs: Readonly<Record<string, WorkflowJob>>;
}

export interface WorkflowOn {
  readonly workflow_dispatch?: { readonly inputs?: Readonly<Record<string, DispatchInput>> };
  readonly schedule?: readonly { readonly cron: string; readonly timezone?: string }[];
  readonly repository_dispatch?: { readonly types: readonly string[] };
  readonly push?: Readonly<Record<string, readonly string[]>>;
  readonly pull_request?: Readonly<Record<string, readonly string[]>>;
  readonly release?: Readonly<Record<string, readonly string[]>>;
  readonly issues?: Readonly<Record<string, readonly string[]>>;
  readonly workflow_run?: Readonly<Record<string, readonly string[]>>;
}

export interface DispatchInput {
  readonly description?: string;
  readonly required?: boolean;
  readonly type: 'boolean' | 'choice' | 'number' | 'environment' | 'string';
  readonly default?: string | number | boolean;
  readonly options?: readonly string[];
}

export interface WorkflowConcurrency {
  readonly group: string;
  readonly 'cancel-in-progress'?: boolean | string;
  readonly queue?: 'max';
}

export interface WorkflowJob {
  readonly name: string;
  readonly if?: string;
  readonly needs?: readonly string[];
  readonly 'runs-on': RunsOn;
  readonly 'timeout-minutes'?: number;
  /** Each with its reason, written as a comment. */
  readonly permissions: Readonly<Record<string, { readonly level: 'read' | 'write'; readonly reason: string }>>;
  readonly environment?: string;
  readonly concurrency?: WorkflowConcurrency;
  readonly strategy?: {
    readonly matrix: string | Readonly<Record<string, unknown>>;
    readonly 'max-parallel'?: number | string;
    readonly 'fail-fast'?: boolean;
  };
  readonly services?: Readonly<Record<string, WorkflowService>>;
  readonly outputs?: Readonly<Record<string, string>>;
  readonly env?: Readonly<Record<string, string>>;
  readonly steps: readonly WorkflowStep[];
}

export interface WorkflowService {
  readonly image: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly ports?: readonly string[];
  readonly options?: string;
}

export interface WorkflowStep {
  readonly name: string;
  readonly id?: string;
  readonly if?: string;
  /** Written with its version as a comment: `owner/name@sha # v1.2.3`. */
  readonly uses?: { readonly action: string; readonly version?: string };
  readonly run?: string;
  readonly shell?: string;
  readonly with?: Readonly<Record<string, string | number | boolean>>;
  readonly env?: Readonly<Record<string, string>>;
}
