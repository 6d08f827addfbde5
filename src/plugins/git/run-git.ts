/** Runs git in the repository; answers what it printed. Fails with a TaskError that says what was tried. */
export type RunGit = (doing: string, ...args: string[]) => Promise<string>;
