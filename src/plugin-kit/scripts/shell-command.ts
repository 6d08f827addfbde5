import { basename } from 'node:path';

const shells: ReadonlySet<string> = new Set(['sh', 'bash', 'dash', 'ash', 'ksh', 'zsh']);

/** The system that commands are for. */
export type TargetOS = 'LINUX' | 'WINDOWS' | 'AUTO';

/** What makes an interpreter end at the first command that fails: `set -e`, which only shells know, and Windows has none. */
export function stopOnError(interpreter: readonly string[], targetOS?: TargetOS): string | undefined {
  return targetOS !== 'WINDOWS' && shells.has(basename(interpreter[0] ?? '')) ? 'set -e' : undefined;
}

/** Joins commands to the one text that the interpreter takes, by the line ends of the system that they are for. */
export function joinCommands(targetOS: TargetOS = 'AUTO', ...commands: readonly (readonly string[])[]): string {
  return commands.flat().join(targetOS === 'WINDOWS' ? '\r\n' : '\n');
}

/** A text as one word of a shell command. */
export function quote(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}
