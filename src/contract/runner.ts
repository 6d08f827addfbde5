import type { RunContext } from './run-context.ts';
import type { Rendered, TObject } from './schema.ts';
import type { PluginHead } from './plugin-head.ts';
import type { RunnerCommand, RunnerResult } from './runner-command.ts';

export type { BoundRunner, RunnerCommand, RunnerResult } from './runner-command.ts';

/** What a runner needs from the engine beside a task's own context. */
export interface RunnerContext extends Pick<RunContext, 'execution' | 'taskRun' | 'signal' | 'log'> {
  /** Records a child process, so that a resume after `kill -9` can end it first. */
  childStarted(pid: number): void;
  childEnded(pid: number): void;
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
