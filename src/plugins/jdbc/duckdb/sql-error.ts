import { TaskError } from '../../../contract/errors.ts';
import type { SentStatement } from '../sent-statement.ts';
import { excerptOfSql, placeInSql, shortSql } from '../../../plugin-kit/rows/sql-excerpt.ts';

/** What DuckDB says of an error under `errors_as_json`. All values are texts. */
interface DuckdbError {
  readonly exception_type: string;
  readonly exception_message: string;
  /** Bytes from the statement's begin. */
  readonly position?: string;
  /** `MISSING_ENTRY`: nothing has that name. */
  readonly error_subtype?: string;
}

/** The error of a statement: DuckDB's words, which statement, and where in it. It shows the SQL as written, so no parameter's value. */
export function sqlError(error: unknown, statement: SentStatement): TaskError {
  const { property, source, offset, bound, number } = statement;
  const { type, message, position } = readError(error);
  const which = number === undefined ? '' : ` in statement ${number.is} of ${number.of}`;
  const lines = [`DuckDB: ${type === undefined ? '' : `${type} error: `}${message}${which}`];
  if (position === undefined) {
    lines.push(`  ${shortSql(source.slice(offset, offset + bound.toSource(bound.text.length)))}`);
  } else {
    const inSource = offset + bound.toSource(offsetOfByte(bound.text, position));
    const { line, column } = placeInSql(source, inSource);
    lines.push(`at line ${line}, column ${column} of \`${property}\`:`, excerptOfSql(source, inSource));
  }
  const hint = hintFor(type, message);
  return new TaskError('SQL_ERROR', lines.join('\n'), {
    ...(hint === undefined ? {} : { hint }),
    retryable: type === 'HTTP' || type === 'Connection' || type === 'Out of Memory',
    cause: error,
  });
}

/** What DuckDB has against a statement that it did not run. */
export function faultOf(
  error: unknown,
  { source, offset, bound, number }: SentStatement,
): {
  readonly message: string;
  readonly line?: number;
  readonly column?: number;
  readonly type: string | undefined;
  readonly subtype: string | undefined;
} {
  const { type, message, position, subtype } = readError(error);
  const which = number === undefined ? '' : ` in statement ${number.is} of ${number.of}`;
  return {
    message: `DuckDB: ${type === undefined ? '' : `${type} error: `}${message}${which}`,
    type,
    subtype,
    ...(position === undefined ? {} : placeInSql(source, offset + bound.toSource(offsetOfByte(bound.text, position)))),
  };
}

function readError(error: unknown): {
  readonly type?: string;
  readonly message: string;
  readonly position?: number;
  readonly subtype?: string;
} {
  const text = error instanceof Error ? error.message : String(error);
  const parsed = parseError(text.slice(Math.max(0, text.indexOf('{"exception_type"'))));
  if (parsed === undefined) return { message: text };
  const position = parsed.position === undefined ? Number.NaN : Number(parsed.position);
  return {
    type: parsed.exception_type,
    message: parsed.exception_message,
    ...(Number.isSafeInteger(position) ? { position } : {}),
    ...(parsed.error_subtype === undefined ? {} : { subtype: parsed.error_subtype }),
  };
}

function parseError(text: string): DuckdbError | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && 'exception_message' in value
      ? (value as DuckdbError)
      : undefined;
  } catch {
    // Errors of the client, not of the database, are plain text.
    return undefined;
  }
}

/** DuckDB counts UTF-8 bytes; answers the UTF-16 offset. */
function offsetOfByte(sql: string, bytes: number): number {
  return Buffer.from(sql).subarray(0, bytes).toString('utf8').length;
}

function hintFor(type: string | undefined, message: string): string | undefined {
  if (type === 'IO' && message.includes('No files found')) {
    return 'Give the file by `inputFiles`, and read it by its name there; other files need absolute paths.';
  }
  if (message.includes('Failed to download extension')) {
    return 'Extensions beyond json, parquet, icu and autocomplete come from DuckDB’s own server: is it reachable from here?';
  }
  if (message.includes('within a transaction') || message.includes('current transaction')) {
    return 'All statements run in one transaction: set `transaction: false` where some cannot.';
  }
  return undefined;
}
