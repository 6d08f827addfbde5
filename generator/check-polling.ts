import type { TriggerNode } from '../src/contract/flow.ts';
import { pollInterval } from '../src/flow/index.ts';
import { LONGEST_POLL, pollStep, SHORTEST_POLL, stepText } from './poll-interval.ts';
import type { ProblemList } from './problem-list.ts';

/** How often a polling trigger looks on GitHub, in milliseconds: what it wants, but five minutes at least; undefined where that cannot be had. */
export function stepOf(node: TriggerNode): number | undefined {
  return pollStep(Math.max(pollInterval(node) ?? SHORTEST_POLL, SHORTEST_POLL));
}

/** Says which interval is taken where GitHub cannot keep the trigger's; refuses one that is too long. */
export function checkPolling(node: TriggerNode, problems: ProblemList): void {
  const interval = pollInterval(node);
  const path = [...node.path, 'interval'];
  if (interval === undefined) {
    problems.warning(
      'polling-interval',
      node.path,
      `trigger "${node.id}" has no interval: on GitHub it looks every 5 minutes, some 8,640 billed minutes a month in a private repository`,
      'say how often it has to look: interval: PT1H',
    );
    return;
  }
  if (interval < SHORTEST_POLL) {
    problems.warning(
      'polling-interval',
      path,
      `trigger "${node.id}" wants to look every ${interval / 1000} s; GitHub starts a schedule every 5 minutes at most: so it looks there, some 8,640 billed minutes a month in a private repository`,
      'say how often it has to look: interval: PT1H; or poll from a machine of your own: gitphony triggers poll --watch',
    );
    return;
  }
  const step = pollStep(interval);
  if (step === undefined) {
    problems.error(
      'polling-interval',
      path,
      `trigger "${node.id}" looks every ${interval / 86_400_000} days; a schedule on GitHub keeps intervals of up to ${LONGEST_POLL / 86_400_000}`,
      'write interval: P7D or shorter, or start the flow by a Schedule and let its first task look',
    );
    return;
  }
  if (step === interval) return;
  problems.warning(
    'polling-interval',
    path,
    `trigger "${node.id}": no schedule on GitHub keeps this interval; it looks every ${stepText(step)} there`,
    `write interval: ${stepText(step)}, or a shorter one that divides the hour or the day`,
  );
}
