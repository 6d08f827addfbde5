/** What git printed, or how it failed: not every project is a repository, and not every machine has git. */
export type GitAnswer = { readonly output: string } | { readonly failure: string };

/** Asks git about a repository. Nothing that it would run of its own (pager, hooks, prompts) runs; it has ten seconds. */
export async function askGit(directory: string, args: readonly string[]): Promise<GitAnswer> {
  const { execFile } = await import('node:child_process');
  return new Promise((resolve) => {
    execFile(
      'git',
      ['--no-pager', '-c', 'core.fsmonitor=false', ...args],
      {
        cwd: directory,
        timeout: 10_000,
        maxBuffer: 64 * 1024 * 1024,
        env: { ...process.env, GIT_TERMINAL_PROMPT: '0', GIT_OPTIONAL_LOCKS: '0', LC_ALL: 'C' },
      },
      (error, stdout, stderr) => {
        if (error === null) resolve({ output: stdout });
        else resolve({ failure: stderr.trim() === '' ? error.message : stderr.trim() });
      },
    );
  });
}
