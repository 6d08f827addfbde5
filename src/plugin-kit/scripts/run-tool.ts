import type { BoundRunner, RunnerCommand } from '../../contract/runner.ts';
import { LineSplitter } from './line-splitter.ts';

/** Lines that are kept of each output: a tool that talks without end must not fill the memory. */
const KEPT = 2000;

/** How a tool ended, and the last it said. */
export interface ToolRun {
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs a helper of a task, such as a package manager, by a task runner, so that it is ended with the task. Its output is answered, not logged. */
export async function runTool(
  runner: BoundRunner,
  command: Omit<RunnerCommand, 'onStdout' | 'onStderr'>,
): Promise<ToolRun> {
  const [out, err] = [keepLast(), keepLast()];
  const { exitCode } = await runner.run({
    ...command,
    onStdout: async (chunk) => out.splitter.write(chunk),
    onStderr: async (chunk) => err.splitter.write(chunk),
  });
  return { exitCode, stdout: out.text(), stderr: err.text() };
}

function keepLast() {
  const lines: string[] = [];
  const splitter = new LineSplitter((line) => {
    lines.push(line);
    if (lines.length > 2 * KEPT) lines.splice(0, KEPT);
  });
  const text = (): string => {
    splitter.end();
    return lines.slice(-KEPT).join('\n');
  };
  return { splitter, text };
}
