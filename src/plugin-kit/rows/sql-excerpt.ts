/** Characters of a source line that an excerpt shows at most. */
const WIDTH = 120;

/** A place in SQL, counted from 1; columns in UTF-16 units. */
export interface SqlPlace {
  readonly line: number;
  readonly column: number;
}

/** Line and column of an offset. */
export function placeInSql(sql: string, offset: number): SqlPlace {
  const before = sql.slice(0, offset);
  const lineStart = before.lastIndexOf('\n') + 1;
  return { line: before.split('\n').length, column: offset - lineStart + 1 };
}

/** The line that holds `offset`, shortened around it, and below it a caret: `  SELECT nope\n         ^`. */
export function excerptOfSql(sql: string, offset: number): string {
  const lineStart = sql.lastIndexOf('\n', offset - 1) + 1;
  const newline = sql.indexOf('\n', offset);
  const line = sql.slice(lineStart, newline === -1 ? sql.length : newline).trimEnd();
  const column = Math.min(offset - lineStart, line.length);
  const from = Math.max(0, Math.min(column - WIDTH / 2, line.length - WIDTH));
  const head = from > 0 ? '…' : '';
  const tail = from + WIDTH < line.length ? '…' : '';
  const caret = ' '.repeat(column - from + head.length);
  return `  ${head}${line.slice(from, from + WIDTH).replaceAll('\t', ' ')}${tail}\n  ${caret}^`;
}

/** A statement on one line, shortened: for logs and messages. */
export function shortSql(sql: string, width: number = WIDTH): string {
  const line = sql.replace(/\s+/g, ' ').trim();
  return line.length <= width ? line : `${line.slice(0, width - 1)}…`;
}

/** PostgreSQL counts characters (code points) from 1; answers the UTF-16 offset from 0. */
export function offsetOfCharacter(sql: string, position: number): number {
  let offset = 0;
  for (let left = position - 1; left > 0 && offset < sql.length; left--) {
    offset += (sql.codePointAt(offset) ?? 0) > 0xffff ? 2 : 1;
  }
  return offset;
}
