/** A place and message that a compiler wrote about the script; line and column count from 1. */
export interface CompilerMessage {
  readonly line: number;
  readonly column?: number;
  readonly text: string;
}

/** A language whose scripts are compiled, then run. The commands are lines of a POSIX shell. */
export interface CompiledLanguage {
  /** The last part of the package's name: `rust`. */
  readonly family: string;
  /** How people call it: `Rust`. */
  readonly name: string;
  /** The image of a container where the task names none. */
  readonly image: string;
  /** Options of the compiler where the task names none. */
  readonly options: readonly string[];
  /** The name of the source file; `script` is its text. */
  readonly sourceFile: (script: string) => string;
  /** Prints which compiler it is, for which machine. */
  readonly identify: string;
  /** Makes `program` (a file or a folder) of the source file in the current folder; `options` are quoted. */
  readonly compile: (sourceFile: string, options: string) => string;
  /** Runs what was made; `"$program"` is its path. */
  readonly run: (script: string) => string;
  /** Finds the compiler's first error. */
  readonly firstError: (messages: string) => CompilerMessage | undefined;
}

/** Errors written as `main.c:3:5: error: …`, the column being optional (C, C++, Java). */
export function colonError(messages: string): CompilerMessage | undefined {
  const match = /^[^:\n]+:(\d+):(?:(\d+):)? (?:fatal )?error: (.*)$/mu.exec(messages);
  if (match === null) return undefined;
  const [, line, column, text = ''] = match;
  return { line: Number(line), text, ...(column === undefined ? {} : { column: Number(column) }) };
}
