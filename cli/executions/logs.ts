import { UsageError } from '../../src/contract/errors.ts';
import { type LogLine, readAttemptLog } from '../../src/engine/index.ts';
import { didYouMean } from '../../src/util/nearest-name.ts';
import type { ExitCode } from '../command.ts';
import { isAtLeast, parseLevel } from '../options.ts';
import { findExecution, readRecord } from './find.ts';

interface TaskLogLine extends LogLine {
  readonly taskId: string;
  readonly attempt: number;
}

/** `gitphony executions logs ID`: the records of all attempts by time. */
export async function printLogs(
  reference: string,
  options: { readonly task?: string; readonly level: string; readonly json?: boolean },
): Promise<ExitCode> {
  const least = parseLevel(options.level);
  const lines = await collectLines(reference, options.task);
  for (const line of lines) {
    if (!isAtLeast(line.level, least)) continue;
    const time = new Date(line.ts).toISOString();
    const text =
      options.json === true
        ? JSON.stringify({ time, level: line.level, taskId: line.taskId, attempt: line.attempt, message: line.message })
        : `${time} ${line.level.padEnd(5)} ${line.taskId} ${line.message}`;
    if (!process.stdout.write(`${text}\n`)) await new Promise((resolve) => process.stdout.once('drain', resolve));
  }
  return 0;
}

async function collectLines(reference: string, task: string | undefined): Promise<TaskLogLine[]> {
  const found = await findExecution(reference);
  const { taskRunList } = await readRecord(found);
  const names = new Set(taskRunList.map(({ taskId }) => taskId));
  if (task !== undefined && !names.has(task)) {
    throw new UsageError('TASK_NOT_FOUND', `expected a task that ran in ${found.id}, found no "${task}"`, {
      hint: didYouMean(task, names) ?? `these ran: ${[...names].join(', ')}`,
    });
  }
  const lines: TaskLogLine[] = [];
  for (const { taskId, attempts } of taskRunList) {
    if (task !== undefined && taskId !== task) continue;
    for (const [index, attempt] of attempts.entries()) {
      for (const line of await readAttemptLog(found.directory, attempt)) {
        lines.push({ ...line, taskId, attempt: index + 1 });
      }
    }
  }
  return lines.toSorted((a, b) => a.ts - b.ts);
}
