import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Execution } from '../src/contract/execution.ts';
import { foldEvents, readJournal, toExecution } from '../src/engine/index.ts';
import { lostTaskRuns } from '../src/project/lost-files.ts';

/** What was found of an execution. */
export interface Recorded {
  readonly execution: Execution;
  readonly hasEnded: boolean;
  /** Inputs that held a secret, which the journal does not keep. */
  readonly masked: readonly string[];
  /** Ids of the task runs that are recorded as good and are not run again. */
  readonly kept: ReadonlySet<string>;
  readonly lost: ReadonlySet<string>;
}

const good = new Set(['SUCCESS', 'WARNING', 'SKIPPED']);

/** What the record tells of an execution; undefined where it had not begun. One that was retried by others: the last of them. */
export function readRecorded(executions: string, id: string, leftBehind: ReadonlySet<string>): Recorded | undefined {
  const directory = join(executions, id);
  if (!existsSync(directory)) return undefined;
  const state = foldEvents(readJournal(directory));
  const execution = toExecution(state);
  const next = execution.retry?.executionId;
  if (next !== undefined) {
    const later = readRecorded(executions, next, leftBehind);
    if (later !== undefined) return later;
  }
  const lost = lostTaskRuns(execution, leftBehind);
  const kept = execution.taskRunList.filter(({ id: run, state }) => good.has(state.current) && !lost.has(run));
  return {
    execution,
    hasEnded: state.ended !== undefined,
    masked: state.maskedInputs,
    kept: new Set(kept.map((run) => run.id)),
    lost,
  };
}

/** True where nothing is left to do. */
export function isGood({ execution, hasEnded }: Recorded): boolean {
  return hasEnded && good.has(execution.state.current);
}
