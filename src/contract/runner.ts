import type { RunContext } from './run-context.ts';
import type { Rendered, TObject } from './schema.ts';
import type { PluginHead } from './plugin-head.ts';
import type { RunnerCommand, RunnerResult } from './runner-command.ts';

export type { BoundRunner, RunnerCommand, RunnerMount, RunnerResult } from './runner-command.ts';

/** What a runner needs from the engine beside a task's own context. */
export interface RunnerContext extends Pick<RunContext, 'execution' | 'taskRun' | 'signal' | 'log'> {
  /** Records a child process, so that a resume after `kill -9` can end it first. */
  childStarted(pid: number): void;
  childEnded(pid: number): void;
}

/** A task runner type. Make it by `defineRunner`. */
export interface RunnerDefinition<P extends TObject = TObject> extends PluginHead<P> {
  readonly kind: 'runner';
  /**
   * True where commands see none of this machine's programs, and none of its files but the working directory and the
   * command's mounts: in a container, on another host. Default false.
   */
  readonly isolated?: boolean;
  /** True where it is another host, not an image, that commands see. Default false. */
  readonly imageless?: boolean;
  /** For runners that a project may have by default: why this machine cannot use it; undefined where it can. */
  unavailable?(): Promise<string | undefined>;
  /**
   * For runners that keep something outside this process's children (containers): ends what dead processes of this machine
   * left. Called at the next start after the process of an execution that used the runner died.
   */
  sweep?(): Promise<void>;
  run(command: RunnerCommand, properties: Rendered<P>, context: RunnerContext): Promise<RunnerResult>;
}

/** Declares a task runner type. */
export function defineRunner<P extends TObject>(definition: Omit<RunnerDefinition<P>, 'kind'>): RunnerDefinition<P> {
  return { kind: 'runner', ...definition };
}
