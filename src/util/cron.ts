import { Cron } from 'croner';
import { type CronProblem, findFieldProblem, splitCron } from './cron-fields.ts';

export interface CronOptions {
  /** IANA name. Default `UTC`, on every machine. */
  readonly timezone?: string;
  /** Six fields, the first one seconds. Default false. */
  readonly withSeconds?: boolean;
}

/**
 * The times of a cron expression. Instants are milliseconds since 1970, UTC. Day of month and day of week are joined by
 * "or" where both are limited. Daylight saving: a single time of day that the clock skips comes at the first moment after
 * the gap, one that it repeats comes once; expressions with `*`, steps, lists or ranges in hour or minute follow the clock.
 */
export interface CronSchedule {
  /** The first time after an instant; undefined where there is none. */
  next(instant: number): number | undefined;
  /** The last time before an instant. */
  previous(instant: number): number | undefined;
  /** Times in [start, end], both included, oldest first; each is found when it is asked for. */
  between(start: number, end: number): Iterable<number>;
}

/** A cron expression that cannot be read. */
export class CronError extends Error {
  readonly hint: string;

  constructor({ message, hint }: CronProblem) {
    super(message);
    this.name = 'CronError';
    this.hint = hint;
  }
}

/** Some day in a leap year: whether an expression ever comes due must not depend on today. */
const ANY_DAY = Date.UTC(2024, 0, 1);

/** Expressions that were judged: a project says the same few hundreds of times, and a search for the next time is slow. */
const judged = new Map<string, CronProblem | undefined>();
const mostJudged = 1000;

/** What is wrong with an expression: which field, what it may hold. Undefined where it is fine. */
export function describeCronProblem(expression: string, options: CronOptions = {}): CronProblem | undefined {
  const key = JSON.stringify([expression, options.timezone, options.withSeconds === true]);
  if (judged.has(key)) return judged.get(key);
  const problem = findProblem(expression, options);
  if (judged.size >= mostJudged) judged.clear();
  judged.set(key, problem);
  return problem;
}

function findProblem(expression: string, options: CronOptions): CronProblem | undefined {
  const problem = findFieldProblem(expression, options.withSeconds === true);
  if (problem !== undefined) return problem;
  try {
    const cron = toCron(expression, options);
    if (cron.nextRun(new Date(ANY_DAY)) !== null) return undefined;
    return {
      message: `expected a time that comes, but "${expression}" matches no date`,
      hint: 'check day of month and month',
    };
  } catch (error) {
    if (!(error instanceof TypeError || error instanceof RangeError)) throw error;
    const message = error.message.replace(/^CronPattern: /, '');
    return { message: `expected a cron expression, got "${expression}": ${message}`, hint: 'for example "0 9 1 * *"' };
  }
}

/** Reads a cron expression: five fields (six with seconds), or a nickname such as `@daily`. Fails with CronError. */
export function parseCron(expression: string, options: CronOptions = {}): CronSchedule {
  const problem = describeCronProblem(expression, options);
  if (problem !== undefined) throw new CronError(problem);
  const cron = toCron(expression, options);
  const next = (instant: number): number | undefined =>
    cron.nextRun(new Date(Math.floor(instant / 1000) * 1000))?.getTime();
  return {
    next,
    previous: (instant) => cron.previousRuns(1, new Date(Math.ceil(instant / 1000) * 1000))[0]?.getTime(),
    *between(start, end) {
      for (let tick = next(start - 1); tick !== undefined && tick <= end; tick = next(tick)) yield tick;
    },
  };
}

function toCron(expression: string, { timezone = 'UTC', withSeconds = false }: CronOptions): Cron {
  // `20/15` (every 15 from 20 on) is cron's own writing, known to Kestra and GitHub; croner takes it as "sloppy".
  return new Cron(splitCron(expression, withSeconds).join(' '), {
    timezone,
    mode: withSeconds ? '6-part' : '5-part',
    paused: true,
    sloppyRanges: true,
  });
}
