import type { AddressScheme } from './address-scheme.ts';
import type { DryRunsSql } from './dry-run-sql.ts';
import type { GithubSupport, PluginHead } from './plugin-head.ts';
import type { RunContext } from './run-context.ts';
import type { Rendered, TObject } from './schema.ts';
import type { State } from './states.ts';

export type { Example, GithubSupport, PluginHead } from './plugin-head.ts';

/** What a task's `run` answers. */
export interface TaskResult<O extends TObject> {
  readonly outputs?: Rendered<O>;
  /** Default SUCCESS. To fail, throw a TaskError. */
  readonly state?: Extract<State, 'SUCCESS' | 'WARNING'>;
}

/** A task type. Make it by `defineTask`. */
export interface TaskDefinition<P extends TObject = TObject, O extends TObject = TObject>
  extends PluginHead<P>,
    DryRunsSql<P> {
  readonly kind: 'task';
  readonly outputs: O;
  /** What happens on resume to a task run that began and has no recorded end. Default `rerun`, with a warning. */
  readonly interrupted?: 'rerun' | 'reattach' | 'fail';
  /** Default supported. */
  readonly github?: GithubSupport;
  /** It reads the objects of these addresses for everybody else. One type for a scheme. */
  readonly addresses?: AddressScheme;
  run(properties: Rendered<P>, context: RunContext): Promise<TaskResult<O>>;
}

/** Declares a task type: one file, one type. */
export function defineTask<P extends TObject, O extends TObject>(
  definition: Omit<TaskDefinition<P, O>, 'kind'>,
): TaskDefinition<P, O> {
  return { kind: 'task', ...definition };
}
