import type { Command } from 'commander';

/** What a command answers: the process's exit status. By the contract 0 done, 1 failed, 2 invalid, 3 somebody must act. */
export type ExitCode = 0 | 1 | 2 | 3;

/** A command of `gitphony`: one file in commands/, loaded only when it is called. */
export interface CommandModule {
  /** Declares arguments and options, and what happens; `finish` takes the exit status. */
  configure(command: Command, finish: (code: ExitCode) => void): void;
}

/** A command as the list of commands shows it. */
export interface CommandEntry {
  readonly name: string;
  readonly summary: string;
  load(): Promise<CommandModule>;
}
