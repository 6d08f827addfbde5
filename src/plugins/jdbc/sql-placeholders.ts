import { postgresDialect, type SqlDialect, type SqlPiece, scanSql } from './sql-scanner.ts';

/** SQL with the server's own placeholders (`$1`, `$2`, …) in place of the author's. */
export interface BoundSql {
  readonly text: string;
  /** For each placeholder the name it stands for; for `?` its 0-based position as text. */
  readonly names: readonly string[];
  /** Turns an offset in `text` into the one in the author's SQL. */
  toSource(offset: number): number;
}

interface Replacement {
  readonly start: number;
  readonly end: number;
  readonly name: string | undefined;
  readonly text: string;
}

/** `:name` in code, not the second half of `::type`, not `:=`. */
const namedPlaceholder = /(?<![:\w]):([A-Za-z_]\w*)/g;

/**
 * Replaces `:name` placeholders; each occurrence gets a number of its own, so that PostgreSQL may infer another type for
 * each. Casts (`::int`), strings, names in quotes and comments stay. Inside brackets an unknown name is an array slice
 * (`list[1:n]`) and stays as well.
 * @returns the bound SQL, or the first name that `known` lacks, with its offset.
 */
export function bindNamed(
  sql: string,
  known: ReadonlySet<string>,
  dialect: SqlDialect = postgresDialect,
): BoundSql | { readonly unknown: string; readonly offset: number } {
  const replacements: Replacement[] = [];
  let brackets = 0;
  for (const piece of codePieces(sql, dialect)) {
    const code = sql.slice(piece.start, piece.end);
    let seen = 0;
    for (const match of code.matchAll(namedPlaceholder)) {
      const name = match[1] ?? '';
      brackets += bracketBalance(code.slice(seen, match.index));
      seen = match.index;
      const start = piece.start + match.index;
      if (known.has(name)) {
        replacements.push({ start, end: start + match[0].length, name, text: `$${replacements.length + 1}` });
      } else if (brackets <= 0) {
        return { unknown: name, offset: start };
      }
    }
    brackets += bracketBalance(code.slice(seen));
  }
  return replace(sql, replacements);
}

/** Replaces `?` placeholders in order. `??` is a question mark of the SQL's own (jsonb's operators), as in JDBC. */
export function bindQuestionMarks(sql: string, dialect: SqlDialect = postgresDialect): BoundSql {
  const replacements: Replacement[] = [];
  let count = 0;
  for (const piece of codePieces(sql, dialect)) {
    for (const match of sql.slice(piece.start, piece.end).matchAll(/\?\??/g)) {
      const start = piece.start + match.index;
      const end = start + match[0].length;
      if (match[0] === '??') replacements.push({ start, end, name: undefined, text: '?' });
      else {
        replacements.push({ start, end, name: String(count), text: `$${count + 1}` });
        count++;
      }
    }
  }
  return replace(sql, replacements);
}

/** SQL without placeholders. */
export function unboundSql(sql: string): BoundSql {
  return { text: sql, names: [], toSource: (offset) => offset };
}

function* codePieces(sql: string, dialect: SqlDialect): Generator<SqlPiece> {
  for (const piece of scanSql(sql, dialect)) if (piece.kind === 'code') yield piece;
}

function bracketBalance(code: string): number {
  let balance = 0;
  for (const character of code) {
    if (character === '[') balance++;
    else if (character === ']') balance--;
  }
  return balance;
}

function replace(sql: string, replacements: readonly Replacement[]): BoundSql {
  let text = '';
  let at = 0;
  const names: string[] = [];
  const places: { readonly source: number; readonly target: number; readonly length: number; readonly end: number }[] =
    [];
  for (const { start, end, name, text: replaced } of replacements) {
    text += sql.slice(at, start);
    places.push({ source: start, target: text.length, length: replaced.length, end });
    text += replaced;
    at = end;
    if (name !== undefined) names.push(name);
  }
  text += sql.slice(at);
  const toSource = (offset: number): number => {
    let shift = 0;
    for (const place of places) {
      if (offset < place.target) break;
      if (offset < place.target + place.length) return place.source;
      shift = place.end - (place.target + place.length);
    }
    return offset + shift;
  };
  return { text, names, toSource };
}
