import { UsageError } from '../contract/errors.ts';
import type { CronOptions } from '../util/cron.ts';
import { splitCron } from '../util/cron-fields.ts';

/**
 * The `on.schedule` entry of a cron expression. GitHub takes five fields and no nicknames, so these are written out, and
 * a seconds field of 0 is left out. Fails with SCHEDULE_UNSUPPORTED where GitHub cannot keep it: other seconds, `L`, `W`, `#`.
 * That GitHub starts nothing more often than every five minutes is the generator's business.
 */
export function githubSchedule(
  expression: string,
  options: CronOptions,
  triggerId: string,
): { readonly cron: string; readonly timezone?: string } {
  const refuse = (message: string, hint: string): UsageError =>
    new UsageError('SCHEDULE_UNSUPPORTED', `the trigger "${triggerId}" (${expression}): ${message}`, { hint });
  const [...fields] = splitCron(expression, options.withSeconds === true);
  if (options.withSeconds === true && fields.shift() !== '0') {
    throw refuse('expected 0 as seconds, for GitHub knows no seconds in a schedule', 'set the first field to 0');
  }
  const [, , dayOfMonth = '*', , dayOfWeek = '*'] = fields;
  if (/[LW]/i.test(dayOfMonth) || /#|L$|\dL/i.test(dayOfWeek)) {
    throw refuse('expected days as numbers or names, for GitHub knows no "L", "W" or "#"', 'name the days');
  }
  const cron = fields.join(' ').replaceAll('?', '*');
  const { timezone = 'UTC' } = options;
  return timezone === 'UTC' ? { cron } : { cron, timezone };
}
