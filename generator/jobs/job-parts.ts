import type { RunsOn } from '../../src/contract/project-config.ts';
import type { WorkflowStep } from '../../src/contract/workflow-model.ts';
import type { IdentityPlan } from '../plan-identity.ts';
import type { KeyPlan } from '../plan-keys.ts';
import type { NamePlan } from '../plan-names.ts';
import type { ScratchDatabase } from '../plan-scratch.ts';
import type { SlotPlan } from '../plan-slots.ts';
import type { Follower } from '../plan-topology.ts';
import type { TriggerPlan } from '../plan-triggers.ts';

/** What the jobs depend on beside flow and config. */
export interface JobParts {
  readonly triggers: TriggerPlan;
  /** Where the jobs run that carry out tasks of the flow. */
  readonly runner: RunsOn;
  /** Steps that bring languages which the runner lacks. */
  readonly toolchains: readonly WorkflowStep[];
  readonly names: NamePlan;
  readonly scratch: ScratchDatabase | undefined;
  readonly maxParallel: number | undefined;
  /** The concurrency groups of jobs that run tasks; undefined: the workflow's own group does. */
  readonly slots: SlotPlan | undefined;
  /** The flows that may run when this one has ended. */
  readonly followers: readonly Follower[];
  readonly keys: KeyPlan;
  /** Whether a dispatch can go on with an earlier run. */
  readonly resumes: boolean;
  /** The clouds that the flow's jobs show their token to. */
  readonly identity: IdentityPlan;
}

/** Minutes for a job that runs no task of a flow, such as the one that lists ticks. */
export const planMinutes = 10;

/** A flow with planned ticks can be backfilled: its form has the fields, its workflow the jobs. */
export function hasBackfill({ triggers }: JobParts): boolean {
  return triggers.scheduled.length > 0;
}
