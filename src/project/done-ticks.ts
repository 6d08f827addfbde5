import { UsageError } from '../contract/errors.ts';
import type { Flow } from '../contract/flow.ts';
import type { GithubRepository } from '../github/api/client.ts';
import { findBackfillRun, type PastBackfill, readBackfillTitle, readTrace } from '../github/backfill/past-backfills.ts';
import { isDone, tickStates } from '../github/backfill/tick-states.ts';
import { listAllRuns } from '../github/past-runs.ts';
import { dispatchField, skipSucceeded } from '../util/dispatch-fields.ts';
import type { ScheduledTrigger } from './backfill.ts';
import { parseInstant } from './instant.ts';
import { ranTicks } from './missed-ticks.ts';

/** More backfills of one flow are not looked into: each costs requests. The newest count. */
const MOST_BACKFILLS = 50;

/**
 * Which of the ticks need not run again: those for which a run ended well (`_skip: succeeded`), or those that succeeded in the backfills
 * whose runs are named. Which inputs a run had is not known: a tick is its trigger and its time.
 *
 * @param ticks milliseconds since 1970, oldest first
 */
export async function doneTicks(
  github: GithubRepository,
  flow: Pick<Flow, 'namespace' | 'id'>,
  trigger: ScheduledTrigger,
  ticks: readonly number[],
  skip: string,
): Promise<ReadonlySet<number>> {
  const name = `${flow.namespace}.${flow.id}`;
  const done = new Set<number>();
  const addAll = async (backfill: PastBackfill): Promise<void> => {
    for (const tick of await doneIn(github, backfill, trigger, ticks)) done.add(tick);
  };
  if (skip !== skipSucceeded) {
    for (const run of skip.split(',').map(Number)) {
      const backfill = await findBackfillRun(github, run);
      if (backfill.flow !== name || backfill.trigger !== trigger.node.id) {
        throw new UsageError(
          'BACKFILL_NOT_FOUND',
          `${dispatchField.skip}: expected a backfill of ${trigger.node.id} of ${name}, run ${run} is one of ${backfill.trigger} of ${backfill.flow}`,
        );
      }
      await addAll(backfill);
    }
    return done;
  }
  const runs = await listAllRuns(github, `${name}.yml`);
  const good = runs.filter(({ conclusion }) => conclusion === 'success');
  for (const run of good) {
    const { last, dispatched } = ranTicks(flow.id, trigger, [run]);
    for (const tick of ticks) if (tick === last || dispatched.has(tick)) done.add(tick);
  }
  const backfills = runs.filter(({ title }) => readBackfillTitle(title)?.trigger === trigger.node.id);
  for (const { id } of backfills.slice(0, MOST_BACKFILLS)) await addAll(await findBackfillRun(github, id));
  return done;
}

/** Those of the ticks that succeeded in a backfill. */
async function doneIn(
  github: GithubRepository,
  backfill: PastBackfill,
  { timezone }: ScheduledTrigger,
  ticks: readonly number[],
): Promise<number[]> {
  const { start, end } = backfill;
  const [first, last] = [parseInstant(start, timezone, 'start'), parseInstant(end, timezone, 'end')];
  const within = ticks.filter((tick) => first <= tick && tick <= last);
  if (within.length === 0) return [];
  const trace = await readTrace(github, backfill);
  const dates = within.map((tick) => new Date(tick).toISOString());
  const done = new Set(
    tickStates(dates, trace)
      .filter(isDone)
      .map(({ date }) => Date.parse(date)),
  );
  return within.filter((tick) => done.has(tick));
}
