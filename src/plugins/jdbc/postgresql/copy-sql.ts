import { TaskError } from '../../../contract/errors.ts';
import { columnNames, tableName } from '../identifiers.ts';
import type { CopyFormat } from './copy-properties.ts';

/** COPY's options as properties give them. */
export interface CopyOptions {
  readonly format?: CopyFormat;
  readonly header?: boolean | 'MATCH';
  readonly delimiter?: string;
  readonly quote?: string;
  readonly escape?: string;
  readonly nullString?: string;
  readonly encoding?: string;
  readonly freeze?: boolean;
  readonly forceQuote?: readonly string[];
  readonly forceNull?: readonly string[];
  readonly forceNotNull?: readonly string[];
}

/** `table (columns)`, checked to hold nothing but names. */
export function copyTable(table: string, columns: readonly string[] | undefined): string {
  const names = columnNames('columns', columns ?? []);
  return `${tableName('table', table)}${names.length === 0 ? '' : ` (${names.join(', ')})`}`;
}

/** ` WITH (…)`, or nothing where every option has its default. */
export function copyOptions(options: CopyOptions): string {
  const list: string[] = [];
  const add = (keyword: string, value: string | undefined): void => {
    if (value !== undefined) list.push(`${keyword} ${value}`);
  };
  if (options.format !== undefined && options.format !== 'TEXT') add('FORMAT', options.format);
  if (options.freeze === true) list.push('FREEZE');
  add('DELIMITER', character('delimiter', options.delimiter));
  add('NULL', options.nullString === undefined ? undefined : literal(options.nullString));
  if (options.header !== undefined) add('HEADER', options.header === 'MATCH' ? 'MATCH' : String(options.header));
  add('QUOTE', character('quote', options.quote));
  add('ESCAPE', character('escape', options.escape));
  add('FORCE_QUOTE', columns('forceQuote', options.forceQuote));
  add('FORCE_NOT_NULL', columns('forceNotNull', options.forceNotNull));
  add('FORCE_NULL', columns('forceNull', options.forceNull));
  add('ENCODING', options.encoding === undefined ? undefined : literal(options.encoding));
  return list.length === 0 ? '' : ` WITH (${list.join(', ')})`;
}

function columns(property: string, names: readonly string[] | undefined): string | undefined {
  if (names === undefined || names.length === 0) return undefined;
  return names.length === 1 && names[0] === '*' ? '*' : `(${columnNames(property, names).join(', ')})`;
}

/** One byte, as COPY wants it; `\t` as two characters is what YAML without double quotes makes of a tab. */
function character(property: string, text: string | undefined): string | undefined {
  if (text === undefined) return undefined;
  const single = text === String.raw`\t` ? '\t' : text;
  if (Buffer.byteLength(single) === 1) return literal(single);
  throw new TaskError(
    'COPY_BAD_OPTION',
    `\`${property}\` should be a single one-byte character, but is "${text}" (${Buffer.byteLength(text)} bytes).`,
    { hint: 'Write e.g. `delimiter: ";"`, or `delimiter: "\\t"` for a tab.', retryable: false },
  );
}

/** A string constant; backslashes mean themselves (standard_conforming_strings). */
function literal(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}
