import type { RunContext } from './run-context.ts';
import type { Rendered, TObject } from './schema.ts';

/** A type whose SQL can be checked without running it (`gitphony validate --dry-run-sql`). */
export interface DryRunsSql<P extends TObject> {
  /**
   * Asks the service what it would say of the SQL, and changes nothing there. One answer for each text of SQL, and one for each of
   * its statements that has a fault. Fails with a TaskError where it cannot be asked: no login, no network.
   */
  dryRunSql?(properties: Rendered<P>, context: DryRunContext): Promise<readonly DryRunAnswer[]>;
}

/** What a dry run may use. Templates see what is known before a run: inputs' defaults, variables, keys, secrets. */
export type DryRunContext = Pick<RunContext, 'log' | 'mask' | 'signal' | 'render'>;

/** What the service says of SQL. */
export interface DryRunAnswer {
  /** Where the SQL stands among the properties: `['sql']`. */
  readonly property: readonly string[];
  /** The SQL as the service saw it, where the type renders it on its own. */
  readonly text?: string;
  /** For people, where it is fine: `would read 2.0 KiB`. */
  readonly note?: string;
  readonly fault?: DryRunFault;
  /** Why nobody could be asked; for people. */
  readonly unchecked?: string;
}

export interface DryRunFault {
  readonly message: string;
  readonly hint?: string;
  /** In the rendered SQL, from 1. */
  readonly line?: number;
  readonly column?: number;
  /** True where something before it in the flow may mend it: a table that is not there yet. */
  readonly maybe: boolean;
}
