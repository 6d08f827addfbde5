import type { TriggerRecord } from '../../src/contract/events.ts';
import type { Execution } from '../../src/contract/execution.ts';
import type { ValueMap } from '../../src/util/values.ts';
import { exitCodeOf } from '../output/exit-code.ts';
import type { FlowRunner } from '../run-flow.ts';
import type { BackfillFolder, LocalBackfill } from './local-backfill.ts';

/** How a local backfill runs. */
export interface LocalRun {
  readonly records: readonly TriggerRecord[];
  /** How many at once, at most; the flow's own concurrency holds as well. */
  readonly parallel: number;
  readonly failFast: boolean;
  /** States of `stopAfter`. */
  readonly stopAfter: readonly unknown[];
  readonly inputs: ValueMap;
}

/** Runs ticks, oldest first, and keeps how far it is, so that what is left can be resumed. Answers what ran, in the order in which it began. */
export async function runHere(
  runner: FlowRunner,
  folder: BackfillFolder,
  backfill: LocalBackfill,
  { records, parallel, failFast, stopAfter, inputs }: LocalRun,
): Promise<readonly Execution[]> {
  const executions: (Execution | undefined)[] = [];
  let known = backfill;
  let saved: Promise<void> = Promise.resolve();
  let next = 0;
  let isStopped = false;
  const keep = async (date: string, { id, state }: Execution): Promise<void> => {
    const { current, startDate: began, endDate } = state;
    const tick = { date, state: current, execution: id, began, ended: endDate ?? began };
    known = { ...known, ran: [...known.ran.filter((each) => each.date !== date), tick] };
    const now = known;
    // One write after the other: the last one holds all.
    saved = saved.then(() => folder.write(now));
    await saved;
  };
  const work = async (): Promise<void> => {
    for (let index = next; index < records.length && !isStopped; index = next) {
      next += 1;
      const record = records[index];
      if (record === undefined) return;
      const date = printDate(record.variables['date']);
      runner.note(`${index + 1}/${records.length} ${backfill.trigger} ${date}`);
      const execution = await runner.run({ inputs, labels: backfill.labels, trigger: record });
      executions[index] = execution;
      await keep(date, execution);
      const { current } = execution.state;
      if (current === 'KILLED' || (failFast && exitCodeOf(current) !== 0)) isStopped = true;
      if (stopAfter.includes(current)) {
        runner.note(`${backfill.trigger} stops after ${current} (stopAfter)`);
        isStopped = true;
      }
    }
  };
  await Promise.all(Array.from({ length: Math.max(1, Math.min(parallel, records.length)) }, work));
  return executions.filter((execution) => execution !== undefined);
}

/** `trigger.date` as text. */
export function printDate(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
