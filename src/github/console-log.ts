import { randomBytes } from 'node:crypto';
import type { LogRecord } from '../contract/engine-host.ts';
import type { ExecutionEvent } from '../contract/events.ts';
import { isTerminal } from '../contract/states.ts';

/**
 * Prints what happens into the job's log. Tasks' output cannot act as workflow commands there: command processing is
 * stopped by a random token, and only `command` lifts it, for one line of our own.
 * Source: GitHub's "Workflow commands", stop-commands.
 */
export interface ConsoleLog {
  onEvent(event: ExecutionEvent): void;
  onLog(record: LogRecord): void;
  /** Runs something that prints workflow commands. */
  command(print: () => void): void;
  close(): void;
}

/** @param write takes one or more whole lines */
export function createConsoleLog(write: (text: string) => void): ConsoleLog {
  const token = randomBytes(24).toString('hex');
  const names = new Map<string, { readonly name: string; readonly start: number }>();
  let isStopped = false;
  const stop = (): void => {
    if (!isStopped) write(`::stop-commands::${token}\n`);
    isStopped = true;
  };
  const lift = (): void => {
    if (isStopped) write(`::${token}::\n`);
    isStopped = false;
  };
  const print = (text: string): void => {
    stop();
    write(`${text}\n`);
  };
  return {
    onEvent(event) {
      if (event.type === 'taskrun.created') {
        const name = event.value === undefined ? event.taskId : `${event.taskId}[${event.value}]`;
        names.set(event.id, { name, start: event.ts });
      } else if (event.type === 'taskrun.state' && isTerminal(event.state)) {
        const task = names.get(event.id);
        const took = task === undefined ? '' : ` in ${((event.ts - task.start) / 1000).toFixed(2)} s`;
        print(`${clock(event.ts)} ${event.state.padEnd(7)} ${task?.name ?? event.id}${took}`);
        if (event.error !== undefined) print(indent(event.error.message));
        names.delete(event.id);
      }
    },
    onLog({ ts, level, taskId, message }) {
      const [first = '', ...rest] = message.split('\n');
      print([`${clock(ts)} ${level.padEnd(7)} ${taskId} ${first}`, ...rest.map(indent)].join('\n'));
    },
    command(printCommands) {
      lift();
      printCommands();
    },
    close: lift,
  };
}

function indent(text: string): string {
  return text.replaceAll(/^/gm, '    ');
}

function clock(ts: number): string {
  return new Date(ts).toISOString().slice(11, 23);
}
