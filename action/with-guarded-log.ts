import { type ConsoleLog, createConsoleLog } from '../src/github/console-log.ts';
import { guardStdout } from '../src/github/guard-stdout.ts';

/** Work whose log lines may hold anything: none of them can act as a command of the runner. */
export async function withGuardedLog<T>(work: (log: ConsoleLog) => Promise<T>): Promise<T> {
  const stdout = guardStdout();
  const log = createConsoleLog(stdout.write);
  stdout.guard(log);
  try {
    return await work(log);
  } finally {
    stdout.release();
    log.close();
  }
}
