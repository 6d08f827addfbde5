import { open, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { TaskRunAttempt } from '../../contract/execution.ts';
import { type LogLine, parseLogLines } from './log-line.ts';

/** The log records of one attempt; none where it wrote none. While it runs, those that are written so far. */
export async function readAttemptLog(
  directory: string,
  attempt: Pick<TaskRunAttempt, 'logFile' | 'logStart' | 'logSize'>,
): Promise<readonly LogLine[]> {
  const path = join(directory, attempt.logFile);
  try {
    const text =
      attempt.logStart === undefined
        ? await readFile(path, 'utf8')
        : await readPart(path, attempt.logStart, attempt.logSize ?? 0);
    return parseLogLines(text);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  }
}

async function readPart(path: string, start: number, size: number): Promise<string> {
  const file = await open(path);
  try {
    const { buffer, bytesRead } = await file.read({ buffer: Buffer.alloc(size), position: start });
    return buffer.toString('utf8', 0, bytesRead);
  } finally {
    await file.close();
  }
}
