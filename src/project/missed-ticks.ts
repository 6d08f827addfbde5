import type { ScheduledTrigger } from './backfill.ts';
import { parseDuration } from '../util/duration.ts';
import { parseInstant } from './instant.ts';

/** A run of a flow's workflow, as far as it tells which planned times it stood for. */
export interface PastRun {
  readonly event: string;
  /** What `run-name` came to: `report · monthly`, `report · monthly for 2019-01-01`. */
  readonly title: string;
  /** Milliseconds since 1970. */
  readonly createdAt: number;
  /** GitHub's word for how it ended; null while it goes on. */
  readonly conclusion: string | null;
  /** False where it was cancelled before it began: it stood for nothing. */
  readonly began: boolean;
}

/** The planned times of a trigger that runs stood for. */
export interface RanTicks {
  /** The newest that a schedule started: all before it were made up for by that run. Undefined where there was none. */
  readonly last: number | undefined;
  /** Those that somebody dispatched, one by one. */
  readonly dispatched: ReadonlySet<number>;
}

/** More would fill a job for hours: a backfill is the way for them. */
export const MOST_MISSED = 100;

/** Which planned times of a trigger the runs of its workflow stood for. Titles tell the trigger, the moment of creation the time. */
export function ranTicks(flowId: string, trigger: ScheduledTrigger, runs: readonly PastRun[]): RanTicks {
  const dispatched = new Set<number>();
  let last: number | undefined;
  for (const run of runs.filter(({ began }) => began)) {
    const subject = subjectOf(flowId, run);
    if (run.event === 'schedule' && subject?.split(' and ').includes(trigger.node.id) === true) {
      const tick = trigger.ticks.previous(run.createdAt + 1);
      if (tick !== undefined && (last === undefined || tick > last)) last = tick;
    } else if (subject?.startsWith(`${trigger.node.id} for `) === true) {
      const tick = instantOf(subject.slice(trigger.node.id.length + ' for '.length), trigger.timezone);
      if (tick !== undefined) dispatched.add(tick);
    }
  }
  return { last, dispatched };
}

/** Whether a run stood for a planned time: one of its own, or a newer scheduled one, which made up for all before it. */
export function hasRan({ last, dispatched }: RanTicks, tick: number): boolean {
  return dispatched.has(tick) || (last !== undefined && last >= tick);
}

/** How many runs for a planned time were cancelled before they began. */
export function countCancelled(
  flowId: string,
  trigger: ScheduledTrigger,
  runs: readonly PastRun[],
  tick: number,
): number {
  const others = runs.filter(({ began }) => !began).map((run) => ({ ...run, began: true }));
  return others.filter((run) => ranTicks(flowId, trigger, [run]).dispatched.has(tick)).length;
}

/**
 * The planned times after the newest that ran, and before `until`, that no run stood for and at which the trigger's
 * conditions hold; oldest first, at most {@link MOST_MISSED}. None where the trigger never ran: nobody knows since when it should.
 */
export async function missedTicks(
  trigger: ScheduledTrigger,
  { last, dispatched }: RanTicks,
  options: { readonly until: number; readonly now: number; readonly recover: 'ALL' | 'LAST' | 'NONE' },
): Promise<readonly number[]> {
  const { until, now, recover } = options;
  if (last === undefined || recover === 'NONE' || until <= last + 1) return [];
  const { lateMaximumDelay: delay } = trigger.properties;
  const earliest = typeof delay === 'string' ? now - parseDuration(delay) : Number.NEGATIVE_INFINITY;
  const missed: number[] = [];
  for await (const tick of trigger.firing.between(last + 1, until - 1)) {
    if (tick >= earliest && !dispatched.has(tick)) missed.push(tick);
    if (missed.length > MOST_MISSED) missed.shift();
  }
  return recover === 'LAST' ? missed.slice(-1) : missed;
}

/** The state by which `stopAfter` has stopped the trigger: that of its newest run; undefined where it goes on. */
export function stoppedBy(flowId: string, trigger: ScheduledTrigger, runs: readonly PastRun[]): string | undefined {
  const { stopAfter } = trigger.properties;
  if (!Array.isArray(stopAfter)) return undefined;
  const ended = runs
    .filter((run) => {
      const subject = subjectOf(flowId, run);
      const { id } = trigger.node;
      return (
        run.began &&
        run.conclusion !== null &&
        (subject?.split(' and ').includes(id) || subject?.startsWith(`${id} for `))
      );
    })
    .toSorted((a, b) => b.createdAt - a.createdAt);
  const state = stateOf(ended[0]?.conclusion);
  return state !== undefined && stopAfter.includes(state) ? state : undefined;
}

/** A run that ended well ended as SUCCESS or WARNING; GitHub does not tell which. */
export function stateOf(conclusion: string | null | undefined): string | undefined {
  switch (conclusion) {
    case 'success':
      return 'SUCCESS';
    case 'failure':
    case 'timed_out':
      return 'FAILED';
    case 'cancelled':
      return 'KILLED';
    default:
      return undefined;
  }
}

function subjectOf(flowId: string, { title }: PastRun): string | undefined {
  const start = `${flowId} · `;
  return title.startsWith(start) ? title.slice(start.length) : undefined;
}

/** Whatever somebody typed into the form: what is no date stood for no planned time. */
function instantOf(text: string, timezone: string): number | undefined {
  try {
    return parseInstant(text, timezone, 'start');
  } catch {
    return undefined;
  }
}
