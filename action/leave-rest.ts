import * as core from '@actions/core';
import { GitphonyError } from '../src/contract/errors.ts';
import type { Job } from './open-job.ts';
import type { WorkItem } from './work-item.ts';

/** Whether this job is a leg that runs the ticks of a backfill in order. */
export function isInOrder({ settings, request }: Job): boolean {
  return settings.mode === 'backfill' && request.backfill === 'in-order';
}

/**
 * Before the job's limit cuts a tick off: a leg that runs them in order leaves the rest to a job that starts another run. Others fail with
 * RUN_STOPPED, naming what is left.
 */
export function leaveRest(job: Job, left: readonly WorkItem[]): void {
  const { settings, project } = job;
  const dates = left.map(({ trigger }) => trigger?.variables['date']).filter((date) => typeof date === 'string');
  if (!isInOrder(job)) {
    throw new GitphonyError(
      'RUN_STOPPED',
      `the job's limit of ${project.config.timeoutMinutes} minutes leaves no time for another tick; not begun: ${dates.join(', ')}`,
      { hint: 'gitphony backfill --resume runs what is left' },
    );
  }
  const first = new Date(dates[0] ?? '').toISOString().replace('.000Z', 'Z');
  core.setOutput('rest', `${first} to ${settings.ticks.at(-1) ?? ''}`);
  core.notice(`${left.length} ticks are left to another run, from ${first} on: this job's time is nearly up`);
}
