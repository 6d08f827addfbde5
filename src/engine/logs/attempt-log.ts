import { closeSync, mkdirSync, openSync, writeSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { LogRecord } from '../../contract/engine-host.ts';
import { GitphonyError } from '../../contract/errors.ts';
import type { LogLevel, TaskLogger } from '../../contract/logger.ts';
import type { Masker } from '../../util/masker.ts';
import { formatLogLine } from './log-line.ts';

/** What the log of one attempt is made of. */
export interface AttemptLogOptions {
  /** The execution's folder. */
  readonly directory: string;
  /** The log file, relative to it. */
  readonly file: string;
  readonly taskRun: { readonly id: string; readonly taskId: string; readonly value: string | undefined };
  readonly attempt: number;
  /** Records below it are dropped. */
  readonly threshold: LogLevel | undefined;
  readonly masker: Masker;
  readonly now: () => number;
  readonly onLog: ((record: LogRecord) => void) | undefined;
  /** Called when the file cannot be written. */
  readonly onFailure: (error: GitphonyError) => void;
}

/** The log of one attempt. */
export interface AttemptLog extends TaskLogger {
  /** Writes what is buffered and closes the file; answers its size in bytes (0 where there was no log line, and so no file). */
  close(): number;
}

const rank: Readonly<Record<LogLevel, number>> = { TRACE: 0, DEBUG: 1, INFO: 2, WARN: 3, ERROR: 4 };
/** Characters kept back at most before they are written; smaller amounts wait for the turn's end. */
const BUFFER = 64 * 1024;

/** Opens the log of an attempt. The file is made with the first line, and lines are written in batches. */
export function openAttemptLog(options: AttemptLogOptions): AttemptLog {
  let descriptor: number | undefined;
  let buffer = '';
  let size = 0;
  let state: 'open' | 'failed' | 'closed' = 'open';
  let scheduled = false;

  const write = (): void => {
    if (buffer === '' || state === 'failed') return;
    const bytes = Buffer.from(buffer);
    buffer = '';
    try {
      descriptor ??= openLogFile(join(options.directory, options.file));
      for (let offset = 0; offset < bytes.length; ) offset += writeSync(descriptor, bytes, offset);
      size += bytes.length;
    } catch (cause) {
      state = 'failed';
      options.onFailure(unwritable(options.file, cause));
    }
  };
  const later = (): void => {
    scheduled = false;
    if (state === 'open') write();
  };
  const log = (level: LogLevel, message: string): void => {
    if (state === 'closed' || (options.threshold !== undefined && rank[level] < rank[options.threshold])) return;
    const record = { ts: options.now(), level, message: options.masker.mask(message) };
    buffer += formatLogLine(record);
    if (buffer.length > BUFFER) write();
    else if (!scheduled) {
      scheduled = true;
      setImmediate(later);
    }
    const { id, taskId, value } = options.taskRun;
    options.onLog?.({
      taskRunId: id,
      taskId,
      ...(value === undefined ? {} : { value }),
      attempt: options.attempt,
      ...record,
    });
  };
  return {
    trace: (message) => log('TRACE', message),
    debug: (message) => log('DEBUG', message),
    info: (message) => log('INFO', message),
    warn: (message) => log('WARN', message),
    error: (message) => log('ERROR', message),
    log,
    close() {
      if (state === 'closed') return size;
      write();
      state = 'closed';
      if (descriptor !== undefined) closeSync(descriptor);
      return size;
    },
  };
}

/** The folder is made when it is missed: asking for it before each file would cost a call a task. */
function openLogFile(path: string): number {
  try {
    return openSync(path, 'a');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    mkdirSync(dirname(path), { recursive: true });
    return openSync(path, 'a');
  }
}

function unwritable(file: string, cause: unknown): GitphonyError {
  const reason = cause instanceof Error ? cause.message : String(cause);
  return new GitphonyError('LOG_UNWRITABLE', `cannot write the log ${file}: ${reason}`, {
    cause,
    hint: 'make room on that disk (or permit writing there), then resume the execution',
    retryable: true,
  });
}
