import type { BoundSql } from './sql-placeholders.ts';

/** A statement on its way to the server, and where it stands in what the author wrote. */
export interface SentStatement {
  /** The property that it comes from: `sql`, `afterSQL`. */
  readonly property: string;
  /** The property's whole text, rendered. */
  readonly source: string;
  /** Where the statement begins in `source`. */
  readonly offset: number;
  /** As sent. */
  readonly bound: BoundSql;
  /** Which one of how many, from 1; left out where there is only one. */
  readonly number?: { readonly of: number; readonly is: number };
}
