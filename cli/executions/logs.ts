import { UsageError } from '../../src/contract/errors.ts';
import { type LogLine, readAttemptLog } from '../../src/engine/index.ts';
import { didYouMean } from '../../src/util/nearest-name.ts';
import type { ExitCode } from '../command.ts';
import { isAtLeast, parseLevel } from '../options.ts';
import { findExecution, type FoundExecution, readRecord } from './find.ts';

interface TaskLogLine extends LogLine {
  readonly taskId: string;
  readonly attempt: number;
}

/** What of the logs is wanted, and how. */
export interface LogOptions {
  readonly task?: string;
  readonly level: string;
  readonly json?: boolean;
}

/** `gitphony executions logs ID`: the records of all attempts by time. */
export async function printLogs(reference: string, options: LogOptions): Promise<ExitCode> {
  return printLogsOf([await findExecution(reference)], options);
}

/** The logs of executions, one after another. */
export async function printLogsOf(executions: readonly FoundExecution[], options: LogOptions): Promise<ExitCode> {
  const least = parseLevel(options.level);
  for (const found of executions) {
    for (const line of await collectLines(found, options.task)) {
      if (isAtLeast(line.level, least)) await printLine(line, options.json === true);
    }
  }
  return 0;
}

async function printLine({ ts, level, taskId, attempt, message }: TaskLogLine, json: boolean): Promise<void> {
  const time = new Date(ts).toISOString();
  const text = json
    ? JSON.stringify({ time, level, taskId, attempt, message })
    : `${time} ${level.padEnd(5)} ${taskId} ${message}`;
  if (!process.stdout.write(`${text}\n`)) await new Promise((resolve) => process.stdout.once('drain', resolve));
}

async function collectLines(found: FoundExecution, task: string | undefined): Promise<TaskLogLine[]> {
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
