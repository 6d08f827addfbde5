import { join } from 'node:path';
import { execa } from 'execa';
import { projectRoot } from './tool-paths.ts';

/** How one command ended. */
export interface CliResult {
  /** The exit code; 128 + signal number when a signal ended it, as a shell reports it. */
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
}

export interface CliOptions {
  /** Default: the checkout's root. */
  readonly cwd?: string;
  /** Added to this process's environment; `undefined` takes a variable away. */
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** What the command reads from standard input; default: nothing. */
  readonly input?: string;
  /** Milliseconds until the command is killed and the call fails. Default 60,000. */
  readonly timeout?: number;
}

/** Colours would make every expected text unreadable, and a terminal's width would fold lines. */
const plainOutput = { NO_COLOR: '1', FORCE_COLOR: undefined };

/** A command that still runs. */
export interface RunningCli {
  readonly pid: number;
  /** Sends a signal to the command alone, as `kill` does. */
  readonly signal: (name: 'SIGINT' | 'SIGTERM' | 'SIGKILL') => void;
  /** Waits until stdout or stderr holds this; gives the match. Throws when the command ends before. */
  readonly output: (pattern: RegExp) => Promise<RegExpExecArray>;
  /** How it ended. */
  readonly ended: Promise<CliResult>;
}

/**
 * Runs `bin/gitphony` as a user would and waits for its end. A failing command is a result, not an error.
 *
 * @throws Error when the command could not be started or took longer than `timeout`
 */
export function runGitphony(args: readonly string[], options: CliOptions = {}): Promise<CliResult> {
  return endOf(spawn(args, options));
}

/** Starts `bin/gitphony`, for tests that look at it while it runs, interrupt or kill it. */
export function startGitphony(args: readonly string[], options: CliOptions = {}): RunningCli {
  const child = spawn(args, options);
  if (child.pid === undefined) throw new Error('gitphony could not be started');
  const ended = endOf(child);
  // Whoever never looks at the end of a killed command should not get an unhandled rejection.
  ended.catch(() => undefined);
  let text = '';
  const watchers = new Set<() => void>();
  child.all.setEncoding('utf8').on('data', (chunk: string) => {
    text += chunk;
    for (const watch of watchers) watch();
  });
  const output = (pattern: RegExp): Promise<RegExpExecArray> =>
    new Promise((resolve, reject) => {
      const watch = (): void => {
        const match = pattern.exec(text);
        if (match === null) return;
        watchers.delete(watch);
        resolve(match);
      };
      watchers.add(watch);
      watch();
      const tooLate = (): void => reject(new Error(`gitphony ended without printing ${pattern}:\n${text}`));
      ended.then(tooLate, tooLate);
    });
  return { pid: child.pid, signal: (name) => child.kill(name), output, ended };
}

type Child = ReturnType<typeof spawn>;

/** Without a return type: execa makes its own from the options. */
function spawn(args: readonly string[], options: CliOptions) {
  return execa(join(projectRoot, 'bin', 'gitphony'), args, {
    cwd: options.cwd ?? projectRoot,
    env: { ...plainOutput, ...options.env },
    input: options.input ?? '',
    timeout: options.timeout ?? 60_000,
    all: true,
    reject: false,
    stripFinalNewline: false,
    maxBuffer: 100_000_000,
  });
}

async function endOf(child: Child): Promise<CliResult> {
  const result = await child;
  if (result.timedOut) throw new Error(`${result.shortMessage}\n${result.stderr}`);
  const exitCode = result.exitCode ?? exitCodeOfSignal(result.signal);
  if (exitCode === undefined)
    throw new Error(`gitphony could not be started: ${result.shortMessage ?? 'no reason given'}`);
  return { exitCode, stdout: result.stdout, stderr: result.stderr };
}

const signalNumbers: Readonly<Record<string, number>> = { SIGHUP: 1, SIGINT: 2, SIGKILL: 9, SIGTERM: 15 };

function exitCodeOfSignal(signal: string | undefined): number | undefined {
  const number = signal === undefined ? undefined : signalNumbers[signal];
  return number === undefined ? undefined : 128 + number;
}
