import { closeSync, existsSync, fstatSync, statSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import type { LogRecord } from '../../contract/engine-host.ts';
import { GitphonyError } from '../../contract/errors.ts';
import type { LogLevel, TaskLogger } from '../../contract/logger.ts';
import type { Masker } from '../../util/masker.ts';
import { formatLogLine } from './log-line.ts';
import { openAppending, type ShortLogPlace, type ShortLogs } from './short-logs.ts';

/** What the log of one attempt is made of. */
export interface AttemptLogOptions {
  /** The execution's folder. */
  readonly directory: string;
  /** The attempt's own log file, relative to it. */
  readonly file: string;
  readonly taskRun: { readonly id: string; readonly taskId: string; readonly value: string | undefined };
  readonly attempt: number;
  /** True where an earlier process began this log: it goes on in the same file. Default false. */
  readonly continued?: boolean;
  /** Records below it are dropped. */
  readonly threshold: LogLevel | undefined;
  readonly masker: Masker;
  readonly shortLogs: ShortLogs;
  readonly now: () => number;
  readonly onLog: ((record: LogRecord) => void) | undefined;
  /** Called when the log cannot be written. */
  readonly onFailure: (error: GitphonyError) => void;
}

/** Where the log of an attempt has come to stand. */
export interface ClosedLog {
  /** Bytes; 0 where there was no log line, and so no file. */
  readonly size: number;
  /** Set where it stands among the short logs instead of a file of its own. */
  readonly short?: ShortLogPlace;
}

/** The log of one attempt. */
export interface AttemptLog extends TaskLogger {
  /** Writes what is buffered; records that come later are dropped. */
  close(): ClosedLog;
  /** As `close` for an attempt that goes on in another process: what there is goes into the attempt's own file. */
  keep(): void;
}

const rank: Readonly<Record<LogLevel, number>> = { TRACE: 0, DEBUG: 1, INFO: 2, WARN: 3, ERROR: 4 };
/** Characters; a longer log gets a file of its own, and is written in pieces of this size. */
const SHORT = 16 * 1024;
/** Milliseconds after which a log that has begun gets a file of its own, so that it can be followed, and outlives the process. */
const PATIENCE = 50;

/** Opens the log of an attempt. */
export function openAttemptLog(options: AttemptLogOptions): AttemptLog {
  let descriptor: number | undefined;
  let buffer = '';
  let size = 0;
  let state: 'open' | 'failed' | 'closed' = 'open';
  let timer: NodeJS.Timeout | undefined;

  const guarded = (write: () => void): void => {
    if (buffer === '' || state === 'failed') return;
    try {
      write();
    } catch (cause) {
      state = 'failed';
      options.onFailure(unwritable(options.file, cause));
    }
  };
  const writeOwn = (): void => {
    const bytes = Buffer.from(buffer);
    buffer = '';
    if (descriptor === undefined) {
      descriptor = openAppending(join(options.directory, options.file));
      size = fstatSync(descriptor).size;
    }
    for (let offset = 0; offset < bytes.length; ) offset += writeSync(descriptor, bytes, offset);
    size += bytes.length;
  };
  const later = (): void => {
    timer = undefined;
    guarded(writeOwn);
  };
  const log = (level: LogLevel, message: string): void => {
    if (state === 'closed' || (options.threshold !== undefined && rank[level] < rank[options.threshold])) return;
    const record = { ts: options.now(), level, message: options.masker.mask(message) };
    buffer += formatLogLine(record);
    if (buffer.length > SHORT) guarded(writeOwn);
    else timer ??= setTimeout(later, PATIENCE);
    const { id, taskId, value } = options.taskRun;
    options.onLog?.({
      taskRunId: id,
      taskId,
      ...(value === undefined ? {} : { value }),
      attempt: options.attempt,
      ...record,
    });
  };
  const finish = (): ShortLogPlace | undefined => {
    clearTimeout(timer);
    let place: ShortLogPlace | undefined;
    const continued = options.continued === true && existsSync(join(options.directory, options.file));
    if (continued && buffer === '') size = statSync(join(options.directory, options.file)).size;
    guarded(() => {
      if (descriptor !== undefined || continued) {
        writeOwn();
        return;
      }
      const bytes = Buffer.from(buffer);
      place = options.shortLogs.append(bytes);
      size = bytes.length;
    });
    if (descriptor !== undefined) closeSync(descriptor);
    return place;
  };
  let closed: ClosedLog | undefined;
  return {
    trace: (message) => log('TRACE', message),
    debug: (message) => log('DEBUG', message),
    info: (message) => log('INFO', message),
    warn: (message) => log('WARN', message),
    error: (message) => log('ERROR', message),
    log,
    close() {
      if (closed !== undefined) return closed;
      const short = finish();
      state = 'closed';
      closed = { size, ...(short === undefined ? {} : { short }) };
      return closed;
    },
    keep() {
      if (closed !== undefined) return;
      clearTimeout(timer);
      guarded(writeOwn);
      if (descriptor !== undefined) closeSync(descriptor);
      state = 'closed';
      closed = { size };
    },
  };
}

function unwritable(file: string, cause: unknown): GitphonyError {
  const reason = cause instanceof Error ? cause.message : String(cause);
  return new GitphonyError('LOG_UNWRITABLE', `cannot write the log ${file}: ${reason}`, {
    cause,
    hint: 'make room on that disk (or permit writing there), then resume the execution',
    retryable: true,
  });
}
