import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Execution, TaskRun, TaskRunAttempt } from '../../contract/execution.ts';
import type { ArchivedLog } from '../../contract/execution-archive.ts';

import { readAttemptLog } from '../logs/read-attempt-log.ts';

/** A stretch of a log file: all of it, or a part of the file of short logs. */
export type LogPlace = Pick<TaskRunAttempt, 'logFile' | 'logStart' | 'logSize'>;

/** The log of one attempt. */
export interface AttemptRecords {
  readonly place: LogPlace;
  readonly records: readonly ArchivedLog[];
}

/** The logs of an execution, attempt by attempt; attempts that logged nothing are left out. */
export async function* readLogs(
  directory: string,
  execution: Pick<Execution, 'taskRunList'>,
): AsyncGenerator<AttemptRecords> {
  for (const taskRun of execution.taskRunList) {
    for (const { attempt, place } of placesOf(directory, taskRun)) {
      const lines = await readAttemptLog(directory, place);
      if (lines.length === 0) continue;
      const { taskId, id, value } = taskRun;
      const head = { taskId, taskRunId: id, attempt, ...(value === undefined ? {} : { value }) };
      yield { place, records: lines.map((line) => ({ ...head, ...line })) };
    }
  }
}

function* placesOf(directory: string, { id, attempts }: TaskRun): Generator<{ attempt: number; place: LogPlace }> {
  // A `runIf` that could not be rendered has a log, but no attempt.
  const logFile = `logs/${id}-0.log`;
  if (attempts.length === 0 && existsSync(join(directory, logFile))) yield { attempt: 0, place: { logFile } };
  for (const [index, place] of attempts.entries()) yield { attempt: index + 1, place };
}
