import { TaskError } from '../../contract/errors.ts';
import type { ScriptFault } from './script-job.ts';
import { howToGet } from './command-not-found.ts';

/** Codes by which shells say that a command could not be found or run at all (POSIX, Shell Command Language 2.8.2). */
const hints: Readonly<Record<number, string>> = {
  126: 'The command was found but could not be run: check that the file is executable (chmod +x) and made for this machine.',
  127: 'A command was not found: install it on the machine that runs the flow.',
  137: 'The command was killed (SIGKILL), most often for want of memory.',
};

/** In `wget -q … | gunzip`, the shell tells only how the second command ended. */
const emptyDownload =
  'The command before the pipe gave nothing or too little: is the address of the download reachable? wget -q hides its error; -nv instead shows it.';

function hintFor(exitCode: number, image: string | undefined): string | undefined {
  if (exitCode === 127 && image !== undefined)
    return `A command was not found: name a containerImage that has it; ${image} does not.`;
  return hints[exitCode];
}

/** What is known of a script's end beside its exit code. */
export interface Circumstances {
  /** A command that a shell did not find. */
  readonly missingCommand: string | undefined;
  /** Whether a program's compressed input stopped short. */
  readonly inputEnded: boolean;
  /** What the runner knows of the cause. */
  readonly cause?: string | undefined;
  /** What it said last. */
  readonly lastLines: readonly string[];
  /** The image that the command ran in; undefined where it ran on this machine. */
  readonly image?: string | undefined;
}

/** The error of a script that ended with a code other than 0. Its outputs stay readable in `outputs.<task>`. */
export function scriptFailure(
  outputs: { readonly exitCode: number } & Readonly<Record<string, unknown>>,
  { missingCommand, inputEnded, cause, image, lastLines }: Circumstances,
): TaskError {
  const message = `Command failed with exit code ${outputs.exitCode}`;
  if (missingCommand !== undefined) {
    return new TaskError('COMMAND_NOT_FOUND', `${message}: ${missingCommand}: not found`, {
      outputs,
      retryable: false,
      hint: howToGet(missingCommand, image),
    });
  }
  const hint = cause ?? (inputEnded ? emptyDownload : hintFor(outputs.exitCode, image));
  return new TaskError('SCRIPT_FAILED', message, { outputs, lastLines, ...(hint === undefined ? {} : { hint }) });
}

/** The error of a script whose language knows why it failed. Trying again helps none of these. */
export function faultError(
  { code, message, hint, position }: ScriptFault,
  outputs: Readonly<Record<string, unknown>>,
): TaskError {
  return new TaskError(code, message, {
    outputs,
    hint,
    retryable: false,
    ...(position === undefined ? {} : { where: { position } }),
  });
}
