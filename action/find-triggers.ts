import { UsageError } from '../src/contract/errors.ts';
import type { TriggerRecord } from '../src/contract/events.ts';
import { dispatchField } from '../src/util/dispatch-fields.ts';
import type { Job } from './open-job.ts';

/**
 * The triggers that this job stands for, in order; `[undefined]` for a plain dispatch, which needs no calendar and does not
 * load one.
 */
export async function findTriggers(job: Job): Promise<readonly (TriggerRecord | undefined)[]> {
  const { settings, event, request } = job;
  if (settings.mode === 'run' && request.start !== undefined) {
    throw new UsageError(
      'DISPATCH_INVALID',
      `${dispatchField.start} asks for a backfill, but this job runs the flow once`,
      {
        hint: 'a backfill needs the jobs that gitphony compile writes: mode plan, then mode backfill with its outputs',
      },
    );
  }
  if (settings.mode === 'run' && event.cron === undefined && request.date === undefined) return [undefined];
  const { legTriggers, scheduledNow, tickByHand } = await import('./find-ticks.ts');
  if (settings.mode === 'backfill') return legTriggers(job);
  if (event.cron !== undefined) return scheduledNow(job, event.cron);
  return [await tickByHand(job, request.date ?? '')];
}
