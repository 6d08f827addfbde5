/** What a stretch of SQL is. Only in `code` do separators and placeholders mean anything. */
export type SqlPieceKind = 'code' | 'string' | 'identifier' | 'comment';

/** A stretch of SQL: `end` is the first offset behind it. Pieces follow one another without gaps. */
export interface SqlPiece {
  readonly kind: SqlPieceKind;
  readonly start: number;
  readonly end: number;
}

/** Where databases disagree about quoting. */
export interface SqlDialect {
  /** `$$…$$` and `$tag$…$tag$` are strings. */
  readonly dollarQuotes: boolean;
  /** `E'…'` strings know backslash escapes. */
  readonly escapeStrings: boolean;
  /** Every string knows backslash escapes (MySQL's default). */
  readonly backslashEscapes: boolean;
  /** A block comment may hold another one. */
  readonly nestedComments: boolean;
  /** Backticks quote an identifier. */
  readonly backtickIdentifiers: boolean;
}

/** PostgreSQL's lexical rules: https://www.postgresql.org/docs/current/sql-syntax-lexical.html */
export const postgresDialect: SqlDialect = {
  dollarQuotes: true,
  escapeStrings: true,
  backslashEscapes: false,
  nestedComments: true,
  backtickIdentifiers: false,
};

/** The first character of anything that is not plain code. */
const opening = /['"`$]|--|\/\*/g;
const dollarTag = /\$(?:[A-Za-z_\u0080-\uffff][A-Za-z0-9_\u0080-\uffff]*)?\$/y;
const wordCharacter = /[A-Za-z0-9_$\u0080-\uffff]/;

/**
 * Cuts SQL into code, strings, quoted identifiers and comments. Never fails: what is left open reaches to the end of the
 * text, and the server says what is wrong with it.
 */
export function* scanSql(sql: string, dialect: SqlDialect = postgresDialect): Generator<SqlPiece> {
  let codeStart = 0;
  let from = 0;
  while (true) {
    opening.lastIndex = from;
    const found = opening.exec(sql);
    if (found === null) break;
    const start = found.index;
    const quoted = quotedPiece(sql, start, found[0], dialect);
    if (quoted === undefined) {
      from = start + found[0].length;
      continue;
    }
    if (start > codeStart) yield { kind: 'code', start: codeStart, end: start };
    yield quoted;
    codeStart = quoted.end;
    from = quoted.end;
  }
  if (codeStart < sql.length) yield { kind: 'code', start: codeStart, end: sql.length };
}

function quotedPiece(sql: string, start: number, opener: string, dialect: SqlDialect): SqlPiece | undefined {
  switch (opener) {
    case "'": {
      const backslashes = dialect.backslashEscapes || (dialect.escapeStrings && isEscapeString(sql, start));
      return { kind: 'string', start, end: quoteEnd(sql, start, "'", backslashes) };
    }
    case '"':
      return { kind: 'identifier', start, end: quoteEnd(sql, start, '"', false) };
    case '`':
      return dialect.backtickIdentifiers
        ? { kind: 'identifier', start, end: quoteEnd(sql, start, '`', false) }
        : undefined;
    case '$':
      return dialect.dollarQuotes ? dollarString(sql, start) : undefined;
    case '--': {
      const newline = sql.indexOf('\n', start);
      return { kind: 'comment', start, end: newline === -1 ? sql.length : newline + 1 };
    }
    default:
      return { kind: 'comment', start, end: blockCommentEnd(sql, start, dialect.nestedComments) };
  }
}

/** `E'…'`: the E must be a word of its own, as in `= E'a'`, not the end of a name. */
function isEscapeString(sql: string, quote: number): boolean {
  const letter = sql[quote - 1];
  return (letter === 'e' || letter === 'E') && !wordCharacter.test(sql[quote - 2] ?? ' ');
}

function quoteEnd(sql: string, start: number, quote: string, backslashes: boolean): number {
  for (let at = start + 1; at < sql.length; at++) {
    const character = sql[at];
    if (backslashes && character === '\\') at++;
    else if (character === quote) {
      if (sql[at + 1] !== quote) return at + 1;
      at++;
    }
  }
  return sql.length;
}

/** A dollar sign inside a name (`a$b$`) or before a number (`$1`) opens nothing. */
function dollarString(sql: string, start: number): SqlPiece | undefined {
  if (wordCharacter.test(sql[start - 1] ?? ' ')) return undefined;
  dollarTag.lastIndex = start;
  const tag = dollarTag.exec(sql)?.[0];
  if (tag === undefined) return undefined;
  const close = sql.indexOf(tag, start + tag.length);
  return { kind: 'string', start, end: close === -1 ? sql.length : close + tag.length };
}

function blockCommentEnd(sql: string, start: number, nested: boolean): number {
  const edge = /\/\*|\*\//g;
  edge.lastIndex = start + 2;
  let depth = 1;
  for (let found = edge.exec(sql); found !== null; found = edge.exec(sql)) {
    if (found[0] === '*/') depth--;
    else if (nested) depth++;
    if (depth === 0) return edge.lastIndex;
  }
  return sql.length;
}
