import { createHash } from 'node:crypto';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** The shortest that GitHub keeps (https://docs.github.com/actions/reference/workflows-and-actions/events-that-trigger-workflows#schedule). */
export const SHORTEST_POLL = 5 * MINUTE;

/** Steps that divide the hour, the day or the week: a cron line keeps no others. */
const steps: readonly number[] = [
  ...[5, 6, 10, 12, 15, 20, 30].map((minutes) => minutes * MINUTE),
  ...[1, 2, 3, 4, 6, 8, 12].map((hours) => hours * HOUR),
  DAY,
  7 * DAY,
];

/** The longest that a cron line keeps. */
export const LONGEST_POLL = 7 * DAY;

/** The first step that a cron line keeps and that is not shorter; undefined where there is none. Milliseconds. */
export function pollStep(interval: number): number | undefined {
  return steps.find((step) => step >= interval);
}

/** `5m`, `1h`, `7d`. */
export function stepName(step: number): string {
  if (step >= DAY) return `${step / DAY}d`;
  return step >= HOUR ? `${step / HOUR}h` : `${step / MINUTE}m`;
}

/** `PT5M`, `PT1H`, `P7D`. */
export function stepText(step: number): string {
  return step >= DAY ? `P${step / DAY}D` : `PT${stepName(step).toUpperCase()}`;
}

/**
 * The cron line of a step. From an hour on its minute follows from the seed: at full hours GitHub is busiest, and starts late or
 * not at all.
 */
export function pollCron(step: number, seed: string): string {
  if (step < HOUR) return `*/${step / MINUTE} * * * *`;
  const hash = createHash('sha256').update(seed).digest();
  const minute = 3 + ((hash[0] ?? 0) % 54);
  if (step < DAY) return `${minute} ${step === HOUR ? '*' : `*/${step / HOUR}`} * * *`;
  const hour = (hash[1] ?? 0) % 24;
  return `${minute} ${hour} * * ${step === DAY ? '*' : (hash[2] ?? 0) % 7}`;
}
