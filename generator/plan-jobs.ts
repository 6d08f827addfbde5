import type { Flow } from '../src/contract/flow.ts';
import type { ProjectConfig } from '../src/contract/project-config.ts';
import type { WorkflowJob } from '../src/contract/workflow-model.ts';
import { backfillJob } from './jobs/backfill-job.ts';
import { finishJob } from './jobs/finish-job.ts';
import { handOnJob } from './jobs/hand-on-job.ts';
import { hasBackfill, type JobParts } from './jobs/job-parts.ts';
import { planJob } from './jobs/plan-job.ts';
import { recordJob } from './jobs/record-job.ts';
import { runJob } from './jobs/run-job.ts';
import { summaryJob } from './jobs/summary-job.ts';
import { saveKeysJob } from './plan-keys.ts';

/**
 * A normal run is the one job `run`. A flow with planned ticks also gets `plan` and `backfill`, which start only where
 * the form's start is filled in, and then `run` does not: no job that may do nothing is billed. One file a job in `jobs/`.
 */
export function planJobs(flow: Flow, config: ProjectConfig, parts: JobParts): Record<string, WorkflowJob> {
  const withBackfill = hasBackfill(parts);
  return {
    ...(parts.resumes ? { record: recordJob(flow, config) } : {}),
    run: runJob(flow, config, parts),
    ...(withBackfill ? { plan: planJob(flow, config, parts), backfill: backfillJob(flow, config, parts) } : {}),
    ...(parts.keys.writes ? { keys: saveKeysJob(flow, config, withBackfill) } : {}),
    ...(withBackfill ? { summary: summaryJob(flow, config, parts), 'hand-on': handOnJob(flow, config, parts) } : {}),
    ...(parts.followers.length === 0 ? {} : { finish: finishJob(flow, config, parts) }),
  };
}
