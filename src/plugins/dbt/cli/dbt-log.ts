import type { LogLevel, TaskLogger } from '../../../contract/logger.ts';
import type { RunContext } from '../../../contract/run-context.ts';
import { type DbtLogLine, readLogLine } from './log-line.ts';

/** What is done with dbt's lines. */
export interface DbtLogReader {
  /** Whether dbt's time and thread stand in front of each line. */
  readonly shown: 'plain' | 'with-origin';
  /** Hears each line that dbt meant for programs. */
  onLine(line: DbtLogLine): void;
  /** Hears each line as it is logged. */
  onText(text: string): void;
}

/**
 * The context with a log that reads what dbt prints: its JSON lines become plain ones of their own level, and `reader` hears
 * what they say. Everything else of the context stays as it is.
 */
export function withDbtLog(context: RunContext, reader: DbtLogReader): RunContext {
  const log = dbtLog(context.log, reader);
  return new Proxy(context, {
    get(target, property) {
      if (property === 'log') return log;
      // On the context itself, whose methods know nothing of a proxy.
      const value: unknown = Reflect.get(target, property, target);
      return typeof value === 'function' ? value.bind(target) : value;
    },
  });
}

function dbtLog(log: TaskLogger, reader: DbtLogReader): TaskLogger {
  const take = (level: LogLevel, lines: string): void => {
    for (const line of lines.split('\n')) {
      const read = readLogLine(line);
      const text = read === undefined ? line : withOrigin(read, reader);
      if (read === undefined || read.message.trim() !== '') {
        log.log(read?.level ?? level, text);
        reader.onText(text);
      }
      if (read !== undefined) reader.onLine(read);
    }
  };
  return new Proxy(log, {
    get(target, property) {
      if (property === 'log' || property === 'lines') return take;
      const value: unknown = Reflect.get(target, property, target);
      return typeof value === 'function' ? value.bind(target) : value;
    },
  });
}

function withOrigin({ origin, message }: DbtLogLine, { shown }: DbtLogReader): string {
  return shown === 'plain' ? message : `${origin}: ${message}`;
}
