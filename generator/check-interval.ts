import type { TriggerNode } from '../src/contract/flow.ts';
import type { TickPlan } from '../src/contract/trigger.ts';
import { minutesAreApart } from '../src/util/cron-fields.ts';
import type { ProblemList } from './problem-list.ts';

/** GitHub starts a schedule at most every five minutes. */
const shortestInterval = 5 * 60_000;
/** Enough ticks to see a whole hour of minutes. */
const ticksLookedAt = 61;
/** A fixed day, so that the same flow always gets the same answer. */
const lookFrom = Date.UTC(2026, 0, 1);

/**
 * Refuses a schedule that fires more often than GitHub does: its ticks would be lost without a word. Where the minutes of its
 * only cron line are far enough apart no tick is computed: a project has hundreds of schedules.
 */
export function checkInterval(
  node: TriggerNode,
  crons: readonly string[],
  ticks: TickPlan | undefined,
  problems: ProblemList,
): void {
  if (ticks === undefined || (crons.length === 1 && minutesAreApart(crons[0] ?? '', shortestInterval / 60_000))) return;
  let last = ticks.next(lookFrom);
  for (let seen = 1; seen < ticksLookedAt && last !== undefined; seen++) {
    const next = ticks.next(last);
    if (next !== undefined && next - last < shortestInterval) {
      problems.error(
        'schedule-too-often',
        [...node.path, 'cron'],
        `trigger "${node.id}" fires ${(next - last) / 1000} s apart; GitHub starts a schedule every 5 minutes at most`,
        'choose a cron with at least 5 minutes between its ticks, or run this flow elsewhere',
      );
      return;
    }
    last = next;
  }
}
