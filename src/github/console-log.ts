import { randomBytes } from 'node:crypto';
import type { LogRecord } from '../contract/engine-host.ts';
import type { ExecutionEvent } from '../contract/events.ts';
import { isTerminal } from '../contract/states.ts';

/**
 * Prints what happens into the job's log. Nothing there can act as a workflow command: command processing is stopped by a
 * random token from the beginning, and lifted only around lines of our own. Source: GitHub's "Workflow commands", stop-commands.
 */
export interface ConsoleLog {
  onEvent(event: ExecutionEvent): void;
  onLog(record: LogRecord): void;
  /** Runs something that prints workflow commands by `write`. */
  command(print: () => void): void;
  /** What libraries of this process print: a command of the toolkit's takes effect, any other text is just shown. */
  foreign(text: string): void;
  /** Lets commands be processed again. */
  close(): void;
}

/**
 * Commands that a library of ours has reason to print; the artifact client masks the signatures of its addresses, which
 * would stand readable in the log if that were stopped. None of them changes what later steps do.
 */
const harmless = /^::(?:add-mask|debug|notice|warning|error|group|endgroup)(?: [^\n]*?)?::/;
/** The runner ends a line at each of these. */
const lineEnd = /\r\n?|\n/;

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
  const command = (print: () => void): void => {
    lift();
    try {
      print();
    } finally {
      stop();
    }
  };
  const print = (ts: number, text: string): void => {
    const [first = '', ...rest] = text.split(lineEnd);
    write(`${[`${clock(ts)} ${first}`, ...rest.map((line) => `    ${line}`)].join('\n')}\n`);
  };
  stop();
  return {
    onEvent(event) {
      if (event.type === 'taskrun.created') {
        const name = event.value === undefined ? event.taskId : `${event.taskId}[${event.value}]`;
        names.set(event.id, { name, start: event.ts });
      } else if (event.type === 'execution.notice') {
        print(event.ts, `${event.level.padEnd(7)} ${event.message}`);
      } else if (event.type === 'taskrun.state' && isTerminal(event.state)) {
        const task = names.get(event.id);
        const took = task === undefined ? '' : ` in ${((event.ts - task.start) / 1000).toFixed(2)} s`;
        const reason = event.error === undefined ? '' : `\n${event.error.message}`;
        print(event.ts, `${event.state.padEnd(7)} ${task?.name ?? event.id}${took}${reason}`);
        names.delete(event.id);
      }
    },
    onLog({ ts, level, taskId, message }) {
      print(ts, `${level.padEnd(7)} ${taskId} ${message}`);
    },
    command,
    foreign(text) {
      const line = text.trimEnd();
      // One line only: a second one would be processed too.
      if (harmless.test(line) && !lineEnd.test(line)) command(() => write(`${line}\n`));
      else write(text.endsWith('\n') ? text : `${text}\n`);
    },
    close: lift,
  };
}

function clock(ts: number): string {
  return new Date(ts).toISOString().slice(11, 23);
}
