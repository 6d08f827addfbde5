import { RESERVE_MINUTES } from './stop-run.ts';

/** Whether a leg that runs several ticks has time for one more. */
export interface LegTime {
  /** Before each tick: one that would probably be cut off is not begun. The first of a leg always is. */
  hasRoom(): boolean;
  /** After each tick. */
  ended(): void;
}

/** A tick may take this much longer than the longest so far. */
const MARGIN = 1.25;

/** @param timeoutMinutes the job's limit, counted from now */
export function createLegTime(timeoutMinutes: number, now: () => number = Date.now): LegTime {
  const limit = now() + (timeoutMinutes - RESERVE_MINUTES) * 60_000;
  let began = now();
  let longest: number | undefined;
  return {
    hasRoom() {
      began = now();
      return longest === undefined || began + longest * MARGIN < limit;
    },
    ended() {
      longest = Math.max(longest ?? 0, now() - began);
    },
  };
}
