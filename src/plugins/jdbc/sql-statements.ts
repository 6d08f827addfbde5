import { postgresDialect, type SqlDialect, type SqlPiece, scanSql } from './sql-scanner.ts';

/** One statement of a text, without its semicolon. */
export interface SqlStatement {
  readonly text: string;
  /** Where `text` begins in the whole. */
  readonly offset: number;
}

/**
 * Splits SQL at its semicolons. Those in strings, quoted names, comments, parentheses (`CREATE RULE … DO (a; b)`) and in
 * `BEGIN ATOMIC … END` function bodies do not count: the rules by which psql splits its input. Parts that hold nothing but
 * white space and comments are left out.
 */
export function splitStatements(sql: string, dialect: SqlDialect = postgresDialect): readonly SqlStatement[] {
  const statements: SqlStatement[] = [];
  let nesting = new Nesting();
  let start = 0;
  let hasContent = false;
  const close = (end: number): void => {
    if (hasContent) statements.push(trimmed(sql, start, end));
    start = end + 1;
    hasContent = false;
    nesting = new Nesting();
  };
  for (const piece of scanSql(sql, dialect)) {
    if (piece.kind !== 'code') {
      if (piece.kind !== 'comment') hasContent = true;
      continue;
    }
    for (const token of codeTokens(sql, piece)) {
      if (token.text === ';' && nesting.isOutermost) close(token.offset);
      else {
        hasContent = true;
        nesting.take(token.text);
      }
    }
  }
  close(sql.length);
  return statements;
}

function trimmed(sql: string, start: number, end: number): SqlStatement {
  const whole = sql.slice(start, end);
  const text = whole.trimStart();
  return { text: text.trimEnd(), offset: start + whole.length - text.length };
}

function* codeTokens(sql: string, piece: SqlPiece): Generator<{ readonly text: string; readonly offset: number }> {
  const token = /[A-Za-z_\u0080-\uffff][\w$\u0080-\uffff]*|[^\s]/g;
  token.lastIndex = piece.start;
  for (let found = token.exec(sql); found !== null && found.index < piece.end; found = token.exec(sql)) {
    yield { text: found[0], offset: found.index };
  }
}

/** Follows parentheses and, in CREATE FUNCTION and CREATE PROCEDURE, the blocks of an SQL-standard body. */
class Nesting {
  private parentheses = 0;
  private blocks = 0;
  private readonly firstWords: string[] = [];

  get isOutermost(): boolean {
    return this.parentheses === 0 && this.blocks === 0;
  }

  take(token: string): void {
    if (token === '(') this.parentheses++;
    else if (token === ')') this.parentheses = Math.max(0, this.parentheses - 1);
    else if (/^[A-Za-z]/.test(token)) this.takeWord(token.toUpperCase());
  }

  private takeWord(word: string): void {
    if (this.firstWords.length < 4) this.firstWords.push(word);
    if (this.parentheses > 0 || !this.createsRoutine()) return;
    if (word === 'BEGIN') this.blocks++;
    else if (word === 'CASE' && this.blocks > 0) this.blocks++;
    else if (word === 'END' && this.blocks > 0) this.blocks--;
  }

  private createsRoutine(): boolean {
    const [first, ...rest] = this.firstWords;
    if (first !== 'CREATE') return false;
    const kind = rest[0] === 'OR' && rest[1] === 'REPLACE' ? rest[2] : rest[0];
    return kind === 'FUNCTION' || kind === 'PROCEDURE';
  }
}
