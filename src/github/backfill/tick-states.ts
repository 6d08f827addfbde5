import type { State } from '../../contract/states.ts';
import type { BackfillLeg } from './legs.ts';
import type { TickRecord } from './tick-record.ts';

/** How a tick of a backfill stands. `LEFT OUT`: it had succeeded before, so no leg has it; `NOT RUN`: its leg ended before it. */
export interface TickState {
  /** The planned time, an ISO 8601 instant. */
  readonly date: string;
  readonly state: State | 'WAITING' | 'NOT RUN' | 'LEFT OUT';
  /** ISO 8601. */
  readonly began: string | undefined;
  readonly ended: string | undefined;
  /** The page of the leg's job. */
  readonly url: string | undefined;
  readonly execution: string | undefined;
}

/** What a backfill's run tells of its ticks. */
export interface BackfillTrace {
  readonly legs: readonly BackfillLeg[];
  readonly records: readonly TickRecord[];
  /** The ticks that the legs have; undefined where the plan job left no word of it. */
  readonly planned: readonly string[] | undefined;
  readonly isOver: boolean;
}

/** The states of ticks by what the legs left, and where they left nothing, by how their jobs stand. */
export function tickStates(
  dates: readonly string[],
  { legs, records, planned, isOver }: BackfillTrace,
): readonly TickState[] {
  const wanted = planned === undefined ? undefined : new Set(planned.map((date) => Date.parse(date)));
  // Of several attempts the last word counts.
  const recorded = new Map(
    records
      .toSorted((a, b) => Date.parse(a.ended) - Date.parse(b.ended))
      .map((record) => [Date.parse(record.date), record]),
  );
  return dates.map((date) => {
    const instant = Date.parse(date);
    const isLeftOut = wanted !== undefined && !wanted.has(instant);
    const leg = isLeftOut
      ? undefined
      : legs.find(({ stretch }) => stretch === undefined || (stretch.first <= instant && instant <= stretch.last));
    const record = recorded.get(instant);
    if (record !== undefined) {
      const { state, began, ended, execution } = record;
      return { date, state, began, ended, url: leg?.url, execution };
    }
    const isAlone = leg?.stretch !== undefined && leg.stretch.first === leg.stretch.last;
    return {
      date,
      // A leg that never began may be listed nowhere.
      state: isLeftOut ? 'LEFT OUT' : leg === undefined ? (isOver ? 'NOT RUN' : 'WAITING') : stateByJob(leg, isAlone),
      began: isAlone && leg.began ? leg.startedAt : undefined,
      ended: isAlone && leg.began ? leg.completedAt : undefined,
      url: leg?.url,
      execution: undefined,
    };
  });
}

/** Without a record, a leg that ended well ran all its ticks well; which of several it ran otherwise is not known. */
function stateByJob({ status, conclusion, began }: BackfillLeg, isAlone: boolean): TickState['state'] {
  if (status !== 'completed') return status === 'in_progress' && isAlone ? 'RUNNING' : 'WAITING';
  if (conclusion === 'success') return 'SUCCESS';
  if (!isAlone || !began) return 'NOT RUN';
  return conclusion === 'cancelled' ? 'KILLED' : 'FAILED';
}

/** Whether a tick need not run again. */
export function isDone({ state }: TickState): boolean {
  return state === 'SUCCESS' || state === 'WARNING' || state === 'LEFT OUT';
}
