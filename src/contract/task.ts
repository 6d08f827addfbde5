import type { RunContext } from './run-context.ts';
import type { Rendered, TObject } from './schema.ts';
import type { State } from './states.ts';

/** A real flow snippet; validated by one shared test, shown in docs and UI. */
export interface Example {
  readonly title: string;
  /** YAML: a whole flow. */
  readonly code: string;
}

/** What every plugin says of itself. */
export interface PluginHead<P extends TObject> {
  /** Canonical name: `io.kestra.plugin.core.log.Log`. The file's path follows from it. */
  readonly type: string;
  /** Other names it answers to (deprecated ones too). */
  readonly aliases?: readonly string[];
  /** One sentence. */
  readonly title: string;
  /** Markdown. */
  readonly description?: string;
  readonly properties: P;
  readonly examples: readonly Example[];
}

/** Whether the action can carry a task on GitHub; where not, compile refuses it by name with this reason. */
export type GithubSupport = { readonly supported: true } | { readonly supported: false; readonly reason: string };

/** What a task's `run` answers. */
export interface TaskResult<O extends TObject> {
  readonly outputs?: Rendered<O>;
  /** Default SUCCESS. To fail, throw a TaskError. */
  readonly state?: Extract<State, 'SUCCESS' | 'WARNING'>;
}

/** A task type. Make it by `defineTask`. */
export interface TaskDefinition<P extends TObject = TObject, O extends TObject = TObject> extends PluginHead<P> {
  readonly kind: 'task';
  readonly outputs: O;
  /** What happens on resume to a task run that began and has no recorded end. Default `rerun`, with a warning. */
  readonly interrupted?: 'rerun' | 'reattach' | 'fail';
  /** Default supported. */
  readonly github?: GithubSupport;
  run(properties: Rendered<P>, context: RunContext): Promise<TaskResult<O>>;
}

/** Declares a task type: one file, one type. */
export function defineTask<P extends TObject, O extends TObject>(
  definition: Omit<TaskDefinition<P, O>, 'kind'>,
): TaskDefinition<P, O> {
  return { kind: 'task', ...definition };
}
