import { UsageError } from '../src/contract/errors.ts';
import type { TriggerRecord } from '../src/contract/events.ts';
import { dispatchField } from '../src/util/dispatch-fields.ts';
import type { Job } from './open-job.ts';

/**
 * The triggers that this job stands for, in order; none where the conditions of a scheduled one do not
 * hold, `[undefined]` for a plain dispatch, which needs no calendar and does not
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
  if (settings.mode === 'run') {
    const { firedByEvent } = await import('./find-fired.ts');
    const fired = await firedByEvent(job);
    if (fired !== undefined) return fired;
  }
  if (settings.mode === 'run' && event.cron === undefined && request.date === undefined) {
    refuseTriggerAlone(job);
    return [undefined];
  }
  const { hostSource, legTriggers, tickByHand } = await import('./find-ticks.ts');
  if (settings.mode === 'backfill') return legTriggers(job);
  if (event.cron !== undefined) {
    const { scheduledNow } = await import('./scheduled-now.ts');
    return scheduledNow(job, event.cron, hostSource(job));
  }
  return tickByHand(job, request.date ?? '');
}

/** The form of a flow with one planned trigger always names it; where there are several, somebody chose. */
function refuseTriggerAlone({ flow, request }: Job): void {
  const planned = flow.triggers.filter(({ properties }) => properties['cron'] !== undefined);
  if (request.trigger === undefined || planned.length < 2) return;
  const { trigger, date, start } = dispatchField;
  throw new UsageError('DISPATCH_INVALID', `${trigger} is ${request.trigger}, but ${date} and ${start} are empty`, {
    hint: `fill in ${date} to run one of its ticks, ${start} to backfill it, or leave ${trigger} at its default for a normal run`,
  });
}
