import { GitphonyError, UsageError } from '../../src/contract/errors.ts';
import type { ExitCode } from '../command.ts';
import { coloursFor } from './colours.ts';

/** Prints an error to stderr with its place and hint; answers the exit status: 2 where the request was wrong, else 1. */
export function printError(error: unknown): ExitCode {
  const colours = coloursFor(process.stderr);
  if (!(error instanceof GitphonyError)) {
    if (isSystemError(error)) {
      process.stderr.write(`${colours.red('error:')} ${error.message}\n`);
      return 1;
    }
    const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
    process.stderr.write(`${colours.red('error:')} this is a defect of gitphony, please report it\n${text}\n`);
    return 1;
  }
  const { file, position, taskId } = error.where;
  const place = [file, position?.line, position?.column].filter((part) => part !== undefined).join(':');
  const prefix = [place, taskId === undefined ? '' : `task ${taskId}`].filter((part) => part !== '').join(', ');
  const lines = [
    `${colours.red('error:')} ${prefix === '' ? '' : `${prefix}: `}${error.message} ${colours.dim(`[${error.code}]`)}`,
  ];
  if (error.hint !== undefined) lines.push(`  ${colours.cyan('hint:')} ${error.hint}`);
  process.stderr.write(`${lines.join('\n')}\n`);
  return error instanceof UsageError ? 2 : 1;
}

/** The operating system refused something (no such file, no permission, no space): its message says what and where. */
function isSystemError(error: unknown): error is NodeJS.ErrnoException {
  return error instanceof Error && 'syscall' in error && 'code' in error;
}
