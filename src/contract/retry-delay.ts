import type { Retry } from './flow.ts';
import { parseDuration } from '../util/duration.ts';

/** How far a task run has come with its tries. */
export interface Tries {
  /** Attempts that ended FAILED, so at least 1. */
  readonly failed: number;
  /** Milliseconds since 1970. */
  readonly firstStart: number;
  readonly now: number;
}

/**
 * Milliseconds to wait before the next attempt, or undefined where the policy allows none. `maxAttempts` counts the
 * first attempt too; no attempt begins later than `maxDuration` after the first one's start.
 *
 * @param random a number in [0, 1)
 */
export function retryDelay(retry: Retry, tries: Tries, random: () => number = Math.random): number | undefined {
  if (retry.maxAttempts !== undefined && tries.failed >= retry.maxAttempts) return undefined;
  const delay = intervalOf(retry, tries.failed, random);
  if (retry.maxDuration === undefined) return delay;
  return tries.now + delay > tries.firstStart + parseDuration(retry.maxDuration) ? undefined : delay;
}

function intervalOf(retry: Retry, failed: number, random: () => number): number {
  switch (retry.type) {
    case 'constant':
      return duration(retry.interval);
    case 'exponential': {
      const delay = duration(retry.interval) * (retry.delayFactor ?? 2) ** (failed - 1);
      return retry.maxInterval === undefined ? delay : Math.min(delay, duration(retry.maxInterval));
    }
    default: {
      const shortest = duration(retry.minInterval);
      return shortest + random() * Math.max(0, duration(retry.maxInterval) - shortest);
    }
  }
}

function duration(text: string | undefined): number {
  return text === undefined ? 0 : parseDuration(text);
}
