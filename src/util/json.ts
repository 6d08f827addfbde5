import { Decimal, DecimalInJson, stringifyWithoutDecimals } from './decimal.ts';
import { parseJsonPrefix } from './json-reader.ts';
import { JsonSyntaxError } from './json-syntax-error.ts';
import type { Value } from './values.ts';

export { JsonSyntaxError } from './json-syntax-error.ts';

/** What the native parser would flatten: a fraction or exponent, or more digits than a double holds. Also hits strings, which only costs time. */
const NEEDS_OWN_READER = /[0-9][.eE]|[0-9]{16}/;

/**
 * Reads JSON and keeps what `JSON.parse` loses: `4.0` is a Decimal, an integer beyond 2^53 a bigint.
 * @throws JsonSyntaxError with line and column (from 1).
 */
export function parseJson(text: string): Value {
  if (!NEEDS_OWN_READER.test(text)) {
    try {
      return JSON.parse(text) as Value;
    } catch {
      // The own reader below finds the same fault and says where it is.
    }
  }
  const { value, end } = parseJsonPrefix(text);
  const rest = text.slice(end).search(/[^ \t\n\r]/);
  if (rest !== -1) throw new JsonSyntaxError('expected the end of the text after the value', text, end + rest);
  return value;
}

export interface PrintJsonOptions {
  /** Leave out map entries that are null, as Kestra prints maps (list entries stay). Default false. */
  readonly omitNulls?: boolean;
}

/** Prints JSON on one line: a Decimal as `4.0`, a bigint as digits. NaN and infinities become text, as Jackson writes them. */
export function printJson(value: Value, options: PrintJsonOptions = {}): string {
  if (options.omitNulls !== true) {
    try {
      return stringifyWithoutDecimals(value);
    } catch (error) {
      // A decimal or a bigint: the writer below knows both.
      if (!(error instanceof DecimalInJson || error instanceof TypeError)) throw error;
    }
  }
  return write(value, options.omitNulls === true);
}

function write(value: Value, omitNulls: boolean): string {
  if (value === null) return 'null';
  if (typeof value === 'string') return quoted(value);
  if (typeof value === 'number' || value instanceof Decimal) {
    const text = String(value);
    return text === 'NaN' || text.endsWith('Infinity') ? `"${text}"` : text;
  }
  if (typeof value !== 'object') return String(value);
  let text = '';
  if (Array.isArray(value)) {
    for (const item of value) text += `${text === '' ? '' : ','}${write(item, omitNulls)}`;
    return `[${text}]`;
  }
  for (const key of Object.keys(value)) {
    const entry = value[key];
    if (entry === undefined || (omitNulls && entry === null)) continue;
    text += `${text === '' ? '' : ','}${quoted(key)}:${write(entry, omitNulls)}`;
  }
  return `{${text}}`;
}

/** Text that needs no escape, which most keys and values are. */
const PLAIN = /^[ !#-[\]-~]*$/;

function quoted(text: string): string {
  return text.length < 100 && PLAIN.test(text) ? `"${text}"` : JSON.stringify(text);
}
