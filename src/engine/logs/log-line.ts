import type { LogLevel } from '../../contract/logger.ts';

/** One record of an attempt's log file. */
export interface LogLine {
  /** Milliseconds since 1970. */
  readonly ts: number;
  readonly level: LogLevel;
  readonly message: string;
}

const head = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z) (TRACE|DEBUG|INFO|WARN|ERROR) ?(.*)$/s;

/** A record as it stands in the file: time, level, message; further lines of the message begin with a tab. */
export function formatLogLine(line: LogLine): string {
  const message = line.message.includes('\n') ? line.message.replaceAll('\n', '\n\t') : line.message;
  return `${new Date(line.ts).toISOString()} ${line.level} ${message}\n`;
}

/** Records of one line each, of the same time and level, as {@link formatLogLine} would write them one by one. */
export function formatLogLines(ts: number, level: LogLevel, messages: readonly string[]): string {
  const head = `${new Date(ts).toISOString()} ${level} `;
  return `${head}${messages.join(`\n${head}`)}\n`;
}

/** The records of a log file's text. A last record that is cut off is answered as far as it goes. */
export function parseLogLines(text: string): LogLine[] {
  const lines: { ts: number; level: LogLevel; message: string }[] = [];
  const rows = text.endsWith('\n') ? text.slice(0, -1).split('\n') : text.split('\n');
  for (const row of rows) {
    const match = row.startsWith('\t') ? null : head.exec(row);
    const last = lines.at(-1);
    if (match !== null) {
      lines.push({ ts: Date.parse(match[1] ?? ''), level: match[2] as LogLevel, message: match[3] ?? '' });
    } else if (last !== undefined) {
      last.message += `\n${row.startsWith('\t') ? row.slice(1) : row}`;
    }
  }
  return lines;
}
