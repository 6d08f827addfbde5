import { Decimal } from '../../../util/decimal.ts';
import { printJson } from '../../../util/json.ts';
import type { Value } from '../../../util/values.ts';
import { printArray } from './array-text.ts';

/** The OID of `bytea`, of `json` and of `jsonb`. */
const BYTEA = 17;
const JSON_TYPES: ReadonlySet<number> = new Set([114, 3802]);

/**
 * A value as the text of a parameter; PostgreSQL reads it as the type that the statement wants there. Lists become arrays
 * (JSON where the type is known to be json), maps become JSON, base64 becomes bytes where the type is known to be bytea.
 */
export function parameterText(value: unknown, oid?: number): string | null {
  if (value === null || value === undefined) return null;
  if (oid !== undefined && JSON_TYPES.has(oid)) return typeof value === 'string' ? jsonText(value) : json(value);
  if (typeof value === 'string') return oid === BYTEA ? bytesText(value) : value;
  if (value instanceof Decimal) return String(value);
  if (value instanceof Date) return value.toISOString();
  if (Array.isArray(value)) return printArray(value, (element) => parameterText(element));
  if (typeof value === 'number' || typeof value === 'bigint' || typeof value === 'boolean') return String(value);
  return json(value);
}

/** A text for a json column is JSON if it reads as such, else a JSON string. */
function jsonText(text: string): string {
  try {
    JSON.parse(text);
    return text;
  } catch {
    return JSON.stringify(text);
  }
}

function json(value: unknown): string {
  return printJson(value as Value);
}

/** STORE writes bytes as base64; `\x…` is PostgreSQL's own text and stays. */
function bytesText(text: string): string {
  return text.startsWith('\\x') ? text : `\\x${Buffer.from(text, 'base64').toString('hex')}`;
}
