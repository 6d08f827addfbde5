import type { RunContext } from './run-context.ts';
import type { Rendered, TObject } from './schema.ts';
import type { PluginHead } from './task.ts';

/** A command for a task runner. */
export interface RunnerCommand {
  /** Program and arguments; no shell unless it is one. */
  readonly argv: readonly string[];
  /** Local folder with the task's files; becomes the command's working directory. */
  readonly directory: string;
  /** The whole environment beyond the runner's allow-list. */
  readonly environment: Readonly<Record<string, string>>;
  /** Image for runners that use one. */
  readonly containerImage?: string;
  onStdout(chunk: Buffer): void;
  onStderr(chunk: Buffer): void;
}

/** How a command ended. A command that ran and failed is a result, not an error. */
export interface RunnerResult {
  /** 128 + number where a signal ended it. */
  readonly exitCode: number;
  readonly signal?: string;
}

/** What a runner needs from the engine beside a task's own context. */
export interface RunnerContext extends Pick<RunContext, 'execution' | 'taskRun' | 'signal' | 'log'> {
  /** Records a child process, so that a resume after `kill -9` can end it first. */
  childStarted(pid: number): void;
  childEnded(pid: number): void;
}

/** A runner with its properties and context bound. */
export interface BoundRunner {
  readonly type: string;
  run(command: RunnerCommand): Promise<RunnerResult>;
}

/** A task runner type. Make it by `defineRunner`. */
export interface RunnerDefinition<P extends TObject = TObject> extends PluginHead<P> {
  readonly kind: 'runner';
  run(command: RunnerCommand, properties: Rendered<P>, context: RunnerContext): Promise<RunnerResult>;
}

/** Declares a task runner type. */
export function defineRunner<P extends TObject>(definition: Omit<RunnerDefinition<P>, 'kind'>): RunnerDefinition<P> {
  return { kind: 'runner', ...definition };
}
