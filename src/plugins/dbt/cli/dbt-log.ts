import type { LogLevel, TaskLogger } from '../../../contract/logger.ts';
import type { RunContext } from '../../../contract/run-context.ts';
import { readLogLine } from './log-line.ts';
import type { NodeRuns } from './node-runs.ts';

/**
 * The context with a log that reads what dbt prints: its JSON lines become plain ones of their own level, and what they say
 * of nodes goes to `nodes`. Everything else of the context stays as it is.
 */
export function withDbtLog(context: RunContext, nodes: NodeRuns | undefined): RunContext {
  const log = dbtLog(context.log, nodes);
  return new Proxy(context, {
    get(target, property) {
      if (property === 'log') return log;
      // On the context itself, whose methods know nothing of a proxy.
      const value: unknown = Reflect.get(target, property, target);
      return typeof value === 'function' ? value.bind(target) : value;
    },
  });
}

function dbtLog(log: TaskLogger, nodes: NodeRuns | undefined): TaskLogger {
  const take = (level: LogLevel, text: string): void => {
    for (const line of text.split('\n')) {
      const read = readLogLine(line);
      if (read === undefined) log.log(level, line);
      else {
        if (read.message.trim() !== '') log.log(read.level, read.message);
        if (read.node !== undefined) nodes?.take(read.node, read.message);
      }
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
