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

/**
 * Runs `bin/gitphony` as a user would and waits for its end. A failing command is a result, not an error.
 *
 * @throws Error when the command could not be started or took longer than `timeout`
 */
export async function runGitphony(args: readonly string[], options: CliOptions = {}): Promise<CliResult> {
  const result = await execa(join(projectRoot, 'bin', 'gitphony'), args, {
    cwd: options.cwd ?? projectRoot,
    env: { ...plainOutput, ...options.env },
    input: options.input ?? '',
    timeout: options.timeout ?? 60_000,
    reject: false,
    stripFinalNewline: false,
    maxBuffer: 100_000_000,
  });
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
