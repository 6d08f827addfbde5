import { closeSync, existsSync, fstatSync, statSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import type { LogRecord } from '../../contract/engine-host.ts';
import { GitphonyError } from '../../contract/errors.ts';
import type { LogLevel, TaskLogger } from '../../contract/logger.ts';
import type { Masker } from '../../util/masker.ts';
import { formatLogLine, formatLogLines } from './log-line.ts';
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
  return new BufferedLog(options);
}

/** A class: each attempt of a long loop has one, and closures for each would take three kilobytes. */
class BufferedLog implements AttemptLog {
  readonly #options: AttemptLogOptions;
  #descriptor: number | undefined;
  #buffer = '';
  #size = 0;
  #state: 'open' | 'failed' | 'closed' = 'open';
  #timer: NodeJS.Timeout | undefined;
  #closed: ClosedLog | undefined;

  constructor(options: AttemptLogOptions) {
    this.#options = options;
  }

  trace(message: string): void {
    this.log('TRACE', message);
  }

  debug(message: string): void {
    this.log('DEBUG', message);
  }

  info(message: string): void {
    this.log('INFO', message);
  }

  warn(message: string): void {
    this.log('WARN', message);
  }

  error(message: string): void {
    this.log('ERROR', message);
  }

  log(level: LogLevel, message: string): void {
    if (this.#drops(level)) return;
    const { now, masker, onLog } = this.#options;
    const record = { ts: now(), level, message: masker.mask(message) };
    this.#append(formatLogLine(record));
    onLog?.({ ...this.#head(), ...record });
  }

  lines(level: LogLevel, text: string): void {
    if (this.#drops(level)) return;
    const { now, masker, onLog } = this.#options;
    const ts = now();
    const messages = masker.mask(text).split('\n');
    this.#append(formatLogLines(ts, level, messages));
    if (onLog === undefined) return;
    const head = this.#head();
    for (const message of messages) onLog({ ...head, ts, level, message });
  }

  close(): ClosedLog {
    if (this.#closed !== undefined) return this.#closed;
    const short = this.#finish();
    this.#state = 'closed';
    this.#closed = { size: this.#size, ...(short === undefined ? {} : { short }) };
    return this.#closed;
  }

  keep(): void {
    if (this.#closed !== undefined) return;
    clearTimeout(this.#timer);
    this.#guarded(() => this.#writeOwn());
    if (this.#descriptor !== undefined) closeSync(this.#descriptor);
    this.#state = 'closed';
    this.#closed = { size: this.#size };
  }

  #drops(level: LogLevel): boolean {
    const { threshold } = this.#options;
    return this.#state === 'closed' || (threshold !== undefined && rank[level] < rank[threshold]);
  }

  #append(text: string): void {
    this.#buffer += text;
    if (this.#buffer.length > SHORT) this.#guarded(() => this.#writeOwn());
    else this.#timer ??= setTimeout(() => this.#later(), PATIENCE);
  }

  #head(): Pick<LogRecord, 'taskRunId' | 'taskId' | 'value' | 'attempt'> {
    const { taskRun, attempt } = this.#options;
    const { id, taskId, value } = taskRun;
    return { taskRunId: id, taskId, ...(value === undefined ? {} : { value }), attempt };
  }

  #later(): void {
    this.#timer = undefined;
    this.#guarded(() => this.#writeOwn());
  }

  #guarded(write: () => void): void {
    if (this.#buffer === '' || this.#state === 'failed') return;
    try {
      write();
    } catch (cause) {
      this.#state = 'failed';
      this.#options.onFailure(unwritable(this.#options.file, cause));
    }
  }

  #ownFile(): string {
    return join(this.#options.directory, this.#options.file);
  }

  #writeOwn(): void {
    const bytes = Buffer.from(this.#buffer);
    this.#buffer = '';
    if (this.#descriptor === undefined) {
      this.#descriptor = openAppending(this.#ownFile());
      this.#size = fstatSync(this.#descriptor).size;
    }
    for (let offset = 0; offset < bytes.length; ) offset += writeSync(this.#descriptor, bytes, offset);
    this.#size += bytes.length;
  }

  #finish(): ShortLogPlace | undefined {
    clearTimeout(this.#timer);
    let place: ShortLogPlace | undefined;
    const continued = this.#options.continued === true && existsSync(this.#ownFile());
    if (continued && this.#buffer === '') this.#size = statSync(this.#ownFile()).size;
    this.#guarded(() => {
      if (this.#descriptor !== undefined || continued) {
        this.#writeOwn();
        return;
      }
      const bytes = Buffer.from(this.#buffer);
      place = this.#options.shortLogs.append(bytes);
      this.#size = bytes.length;
    });
    if (this.#descriptor !== undefined) closeSync(this.#descriptor);
    return place;
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
