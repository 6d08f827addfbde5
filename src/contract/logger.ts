export type LogLevel = 'TRACE' | 'DEBUG' | 'INFO' | 'WARN' | 'ERROR';

/**
 * A task run's log. Each call is one record (several lines allowed); secrets are masked before anything is written.
 * `stream` takes raw chunks of a child's output: split into lines, masked across chunk borders.
 */
export interface TaskLogger {
  trace(message: string): void;
  debug(message: string): void;
  info(message: string): void;
  warn(message: string): void;
  error(message: string): void;
  log(level: LogLevel, message: string): void;
  /**
   * As `log` for each line of a text, in one go: a child's output comes in large pieces. No line end behind the last line.
   * Left out where `log` has to do.
   */
  lines?(level: LogLevel, text: string): void;
  /** Resolves once the log can take more; who logs much (a child's output) awaits it. Left out where writing never falls behind. */
  drained?(): Promise<void>;
}

const nothing = (): void => undefined;

/** The log of what has none. */
export const silentLogger: TaskLogger = {
  trace: nothing,
  debug: nothing,
  info: nothing,
  warn: nothing,
  error: nothing,
  log: nothing,
};
