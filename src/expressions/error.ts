/** SYNTAX: the template cannot be read. UNDEFINED: a variable or attribute is missing (what `??` catches). RUNTIME: all else. */
export type ExpressionErrorCode = 'EXPRESSION_SYNTAX' | 'EXPRESSION_UNDEFINED' | 'EXPRESSION_RUNTIME';

interface ExpressionErrorDetails {
  readonly code: ExpressionErrorCode;
  readonly source: string;
  readonly offset: number;
  readonly hint?: string | undefined;
  readonly cause?: unknown;
}

/** A template that cannot be read or evaluated, with the place inside the template. */
export class ExpressionError extends Error {
  readonly code: ExpressionErrorCode;
  /** The template. */
  readonly source: string;
  /** Characters before the place, from 0. */
  readonly offset: number;
  /** From 1. */
  readonly line: number;
  /** From 1. */
  readonly column: number;
  /** How to mend it, when we know. */
  readonly hint?: string;

  constructor(message: string, details: ExpressionErrorDetails) {
    const before = details.source.slice(0, details.offset);
    const line = before.split('\n').length;
    const column = details.offset - before.lastIndexOf('\n');
    const at = details.source.includes('\n') ? ` at line ${line}, column ${column}` : ` at column ${column}`;
    super(`${message} (in \`${excerpt(details.source, details.offset)}\`${at})`, { cause: details.cause });
    this.name = 'ExpressionError';
    this.code = details.code;
    this.source = details.source;
    this.offset = details.offset;
    this.line = line;
    this.column = column;
    if (details.hint !== undefined) this.hint = details.hint;
  }
}

const EXCERPT_LENGTH = 120;

/** The line of the place, shortened around it: a template may be a script of many pages. */
function excerpt(source: string, offset: number): string {
  const start = source.lastIndexOf('\n', Math.max(0, offset - 1)) + 1;
  const newline = source.indexOf('\n', offset);
  const line = source.slice(start, newline === -1 ? source.length : newline);
  if (line.length <= EXCERPT_LENGTH) return line;
  const from = Math.max(0, Math.min(offset - start - EXCERPT_LENGTH / 2, line.length - EXCERPT_LENGTH));
  return `${from > 0 ? '…' : ''}${line.slice(from, from + EXCERPT_LENGTH)}…`;
}
