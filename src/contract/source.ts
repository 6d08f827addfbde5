/** A place in a text. `line` and `column` count from 1 (columns in UTF-16 units), `offset` from 0. */
export interface SourcePosition {
  readonly offset: number;
  readonly line: number;
  readonly column: number;
}

/** A stretch of a text: `end` is the first position behind it. */
export interface SourceRange {
  readonly start: SourcePosition;
  readonly end: SourcePosition;
}

/** A path inside a YAML document: keys and list indexes from its root, e.g. `['tasks', 0, 'message']`. */
export type DocumentPath = readonly (string | number)[];

/** An older name and the one of today. */
export interface Rename {
  readonly from: string;
  readonly to: string;
}

/** One thing wrong (error), doubtful (warning) or worth knowing (notice) in a user's file. */
export interface Problem {
  readonly severity: 'error' | 'warning' | 'notice';
  /** Stable kebab-case name of the rule, e.g. `unknown-property`. */
  readonly rule: string;
  readonly message: string;
  readonly file: string;
  readonly range: SourceRange;
  /** How to fix it, e.g. `did you mean "message"?`. */
  readonly hint?: string;
  readonly path?: DocumentPath;
  /** The name inside `range` that another took the place of, both as written in the file: the flow means the same with either. */
  readonly rename?: Rename;
  /** The source line is not to be shown: something stands there that should be a secret. */
  readonly hideSource?: true;
}
