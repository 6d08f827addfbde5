import type { AddressScheme } from './address-scheme.ts';
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
export interface TaskDefinition<P extends TObject = TObject, O extends TObject = TObject> extends PluginHead<P> {
  readonly kind: 'task';
  readonly outputs: O;
  /** What happens on resume to a task run that began and has no recorded end. Default `rerun`, with a warning. */
  readonly interrupted?: 'rerun' | 'reattach' | 'fail';
  /** Default supported. */
  readonly github?: GithubSupport;
  /** It reads the objects of these addresses for everybody else. One type for a scheme. */
  readonly addresses?: AddressScheme;
  run(properties: Rendered<P>, context: RunContext): Promise<TaskResult<O>>;
  /**
   * Asks the service behind a task what it would say of its SQL, and changes nothing (`gitphony validate --dry-run-sql`).
   * Fails with a TaskError where it cannot be asked: no login, no network.
   */
  dryRunSql?(properties: Rendered<P>, context: DryRunContext): Promise<DryRunAnswer>;
}

/** What a dry run may use. */
export type DryRunContext = Pick<RunContext, 'log' | 'mask' | 'signal'>;

/** What the service says of the SQL. */
export interface DryRunAnswer {
  /** The property that holds the SQL. */
  readonly property: string;
  /** For people, where it is fine: `would read 2.0 KiB`. */
  readonly note?: string;
  readonly fault?: DryRunFault;
}

export interface DryRunFault {
  readonly message: string;
  readonly hint?: string;
  /** In the rendered SQL, from 1. */
  readonly line?: number;
  readonly column?: number;
  /** True where a task before this one may mend it: a table that is not there yet. */
  readonly maybe: boolean;
}

/** Declares a task type: one file, one type. */
export function defineTask<P extends TObject, O extends TObject>(
  definition: Omit<TaskDefinition<P, O>, 'kind'>,
): TaskDefinition<P, O> {
  return { kind: 'task', ...definition };
}
