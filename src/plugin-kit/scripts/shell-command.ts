import { basename } from 'node:path';

const shells: ReadonlySet<string> = new Set(['sh', 'bash', 'dash', 'ash', 'ksh', 'zsh']);

/** Joins commands to the one text that the interpreter takes. `failFast` is `set -e`, which only shells know. */
export function joinCommands(
  interpreter: readonly string[],
  failFast: boolean,
  ...commands: readonly (readonly string[])[]
): string {
  const setup = failFast && shells.has(basename(interpreter[0] ?? '')) ? ['set -e'] : [];
  return [...setup, ...commands.flat()].join('\n');
}

/** A text as one word of a shell command. */
export function quote(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}
