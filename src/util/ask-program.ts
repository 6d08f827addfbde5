import { inheritedEnvironment } from './inherited-environment.ts';

/** What a program printed on stdout, or how it failed. */
export type ProgramAnswer = { readonly output: string } | { readonly failure: string };

export interface AskOptions {
  readonly directory: string;
  /** Added to the part of this process's environment that commands inherit. */
  readonly environment?: Readonly<Record<string, string | undefined>>;
  /** Milliseconds. Default 10 seconds. */
  readonly timeout?: number;
}

/**
 * Asks a program something that it answers at once. That it is missing, fails or takes too long is an answer too. It inherits no
 * token and no secret: git runs filters and programs of a repository's own settings, which a task may have written.
 */
export async function askProgram(
  program: string,
  args: readonly string[],
  { directory, environment = {}, timeout = 10_000 }: AskOptions,
): Promise<ProgramAnswer> {
  const { execFile } = await import('node:child_process');
  return new Promise((resolve) => {
    const env = { ...inheritedEnvironment(process.env), LC_ALL: 'C', ...environment };
    const options = { cwd: directory, timeout, maxBuffer: 64 * 1024 * 1024, env };
    execFile(program, args, options, (error, stdout, stderr) => {
      if (error === null) resolve({ output: stdout });
      else resolve({ failure: stderr.trim() === '' ? error.message : stderr.trim() });
    });
  });
}

/** Asks git about a repository. Nothing that it would run of its own (pager, hooks, prompts) runs. */
export function askGit(directory: string, args: readonly string[]): Promise<ProgramAnswer> {
  return askProgram('git', ['--no-pager', '-c', 'core.fsmonitor=false', ...args], {
    directory,
    environment: { GIT_TERMINAL_PROMPT: '0', GIT_OPTIONAL_LOCKS: '0' },
  });
}
