import type { LogRecord } from '../../src/contract/engine-host.ts';
import type { ExecutionEvent } from '../../src/contract/events.ts';
import type { TaskRun } from '../../src/contract/execution.ts';
import type { State } from '../../src/contract/states.ts';
import { isTerminal } from '../../src/contract/states.ts';
import { isAtLeast } from '../options.ts';
import { coloursFor } from './colours.ts';
import { describeProgress } from './describe-progress.ts';
import { formatClock, formatSeconds } from './format-time.ts';
import type { LiveBlock } from './live-block.ts';

/** Shows executions while they run, from the same events that the journal holds. */
export interface ConsoleView {
  onEvent(event: ExecutionEvent): void;
  /** Task runs that are there before the first event: of an execution that goes on. */
  know(runs: readonly Pick<TaskRun, 'id' | 'taskId' | 'value'>[]): void;
  onLog(record: LogRecord): void;
  /** Prints a line of our own among the others. */
  say(text: string): void;
  /** As `say`, but it matters less. */
  note(text: string): void;
  /** Ends the live part. */
  close(): void;
}

interface RunningTask {
  readonly name: string;
  readonly startedAt: number;
  state: State;
  progress: string;
}

/** Lines on stderr: log records from a level on as they come, one line for each task run that ended (a good one counts as INFO); on a terminal a live list below. */
export function createConsoleView(live: LiveBlock | undefined, least: LogRecord['level'] = 'INFO'): ConsoleView {
  const stream = process.stderr;
  const colours = coloursFor(stream);
  const running = new Map<string, RunningTask>();
  const known = new Map<string, string>();
  const lastRecord = new Map<string, string>();

  const print = (text: string): void => {
    if (live === undefined) stream.write(`${text}\n`);
    else live.printAbove(text);
  };
  const refresh = (): void => live?.update(() => [...running.values()].map((task) => liveLine(task, colours)));

  const begin = (id: string, name: string, startedAt: number): void => {
    running.set(id, { name, startedAt, state: 'CREATED', progress: '' });
  };
  const changeState = (event: Extract<ExecutionEvent, { type: 'taskrun.state' }>): void => {
    const name = known.get(event.id);
    if (name !== undefined && !running.has(event.id)) begin(event.id, name, event.ts);
    const task = running.get(event.id);
    if (task === undefined) return;
    task.state = event.state;
    if (!isTerminal(event.state)) return;
    running.delete(event.id);
    if (!isAtLeast(levelOf(event.state), least)) {
      lastRecord.delete(event.id);
      return;
    }
    const took = formatSeconds((event.ts - task.startedAt) / 1000);
    const progress = task.progress === '' ? '' : colours.dim(`  ${task.progress}`);
    print(
      `${colours.dim(formatClock(event.ts))} ${paintState(event.state, colours)} ${task.name} ${colours.dim(took)}${progress}`,
    );
    // Most errors were logged a line above, by the attempt that failed.
    const logged = lastRecord.get(event.id)?.startsWith(event.error?.message ?? '') ?? false;
    lastRecord.delete(event.id);
    if (event.error !== undefined && !logged) print(describeError(event.error, colours));
  };

  return {
    onEvent(event) {
      if (event.type === 'taskrun.created') begin(event.id, nameOf(event), event.ts);
      else if (event.type === 'taskrun.state') changeState(event);
      else if (event.type === 'execution.notice') {
        if (!isAtLeast(event.level, least)) return;
        print(`${colours.dim(formatClock(event.ts))} ${paintLevel(event.level, colours)} ${event.message}`);
      } else if (event.type === 'taskrun.progress') {
        const task = running.get(event.id);
        if (task !== undefined) task.progress = describeProgress(event.progress);
      } else return;
      refresh();
    },
    know(runs) {
      for (const run of runs) known.set(run.id, nameOf(run));
    },
    onLog(record) {
      if (!isAtLeast(record.level, least)) return;
      lastRecord.set(record.taskRunId, record.message);
      const head = `${colours.dim(formatClock(record.ts))} ${paintLevel(record.level, colours)} ${colours.cyan(record.taskId)}`;
      const [first = '', ...rest] = record.message.split('\n');
      print([`${head} ${first}`, ...rest.map((line) => `    ${line}`)].join('\n'));
    },
    say: print,
    note: (text) => print(colours.dim(text)),
    close: () => live?.close(),
  };
}

function nameOf({ taskId, value }: { readonly taskId: string; readonly value?: string }): string {
  return value === undefined ? taskId : `${taskId}[${value}]`;
}

/** How grave the end of a task run is: it is shown where log records of that level are. */
function levelOf(state: State): LogRecord['level'] {
  if (state === 'FAILED' || state === 'KILLED' || state === 'CANCELLED') return 'ERROR';
  return state === 'WARNING' ? 'WARN' : 'INFO';
}

type Colours = ReturnType<typeof coloursFor>;

function describeError(error: { readonly message: string; readonly hint?: string }, colours: Colours): string {
  const lines = error.message.split('\n').map((line) => `    ${colours.red(line)}`);
  if (error.hint !== undefined) lines.push(`    ${colours.cyan('hint:')} ${error.hint}`);
  return lines.join('\n');
}

function liveLine(task: RunningTask, colours: Colours): string {
  const took = formatSeconds((Date.now() - task.startedAt) / 1000);
  return `${colours.blue('▸')} ${task.name} ${colours.dim(`${task.state.toLowerCase()} ${took} ${task.progress}`)}`;
}

/** A state in its colour, padded to a width: by default the one that most states have. */
export function paintState(state: State, colours: Colours, width = 7): string {
  const text = state.padEnd(width);
  if (state === 'SUCCESS') return colours.green(text);
  if (state === 'WARNING' || state === 'PAUSED' || state === 'RETRYING') return colours.yellow(text);
  if (state === 'FAILED' || state === 'KILLED' || state === 'CANCELLED') return colours.red(text);
  if (state === 'SKIPPED') return colours.dim(text);
  return colours.blue(text);
}

function paintLevel(level: LogRecord['level'], colours: Colours): string {
  const text = level.padEnd(7);
  if (level === 'ERROR') return colours.red(text);
  if (level === 'WARN') return colours.yellow(text);
  return level === 'INFO' ? text : colours.dim(text);
}
