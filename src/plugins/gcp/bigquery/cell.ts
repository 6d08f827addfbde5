import { Decimal } from '../../../util/decimal.ts';
import { parseJson } from '../../../util/json.ts';
import { newMap, type Value, type ValueMap } from '../../../util/values.ts';
import type { RowDocument, TableField } from './rest-types.ts';

/** A row of the API as a map by column name. Timestamps have to be asked for as microseconds (`useInt64Timestamp`). */
export function readRow(fields: readonly TableField[], row: RowDocument): ValueMap {
  const map = newMap();
  for (const [index, field] of fields.entries()) map[field.name] = readCell(field, row.f[index]?.v);
  return map;
}

/** A value of the API by its column's type, as Kestra hands it over. Source: https://cloud.google.com/bigquery/docs/reference/rest/v2/tabledata/list */
export function readCell(field: TableField, value: unknown): Value {
  if (value === null || value === undefined) return null;
  if (field.mode === 'REPEATED' && Array.isArray(value)) {
    const element = { ...field, mode: 'NULLABLE' };
    return value.map((entry: { readonly v?: unknown }) => readCell(element, entry.v));
  }
  if (field.type === 'RECORD' || field.type === 'STRUCT') return readRow(field.fields ?? [], value as RowDocument);
  // Scalars of every type come as texts.
  return readText(field, value as string);
}

function readText(field: TableField, text: string): Value {
  switch (field.type) {
    case 'BOOLEAN':
    case 'BOOL':
      return text === 'true';
    case 'INTEGER':
    case 'INT64':
      return readInteger(text);
    case 'FLOAT':
    case 'FLOAT64':
    case 'NUMERIC':
      return new Decimal(readDouble(text));
    case 'TIMESTAMP':
      return readTimestamp(text);
    case 'DATETIME':
      // Kestra marks it as UTC, although BigQuery means a time on a wall.
      return `${text}Z`;
    case 'TIME':
      // As Java prints a time: no zeros behind the last digit of a fraction.
      return text.replace(/\.?0+$/, (end) => (text.includes('.') ? '' : end));
    case 'GEOGRAPHY':
      return readPoint(text);
    case 'JSON':
      return parseJson(text);
    case 'RANGE':
      return readRange(field.rangeElementType?.type ?? 'DATE', text);
    default:
      return text;
  }
}

function readInteger(text: string): number | bigint {
  const number = Number(text);
  return Number.isSafeInteger(number) ? number : BigInt(text);
}

function readDouble(text: string): number {
  if (text === 'Inf' || text === '+Inf') return Number.POSITIVE_INFINITY;
  return text === '-Inf' ? Number.NEGATIVE_INFINITY : Number(text);
}

/** Microseconds since 1970 as Java prints an instant: no fraction, or three, or six digits. */
function readTimestamp(text: string): string {
  if (!/^-?\d+$/.test(text)) return text;
  const micros = BigInt(text);
  const rest = ((micros % 1_000_000n) + 1_000_000n) % 1_000_000n;
  const seconds = Number((micros - rest) / 1_000_000n);
  const whole = new Date(seconds * 1000).toISOString().replace('.000Z', '');
  if (rest === 0n) return `${whole}Z`;
  const digits = rest.toString().padStart(6, '0');
  return `${whole}.${digits.endsWith('000') ? digits.slice(0, 3) : digits}Z`;
}

/** A point as a list of longitude and latitude, as Kestra has it; other shapes stay well-known text. */
function readPoint(text: string): Value {
  const match = /^POINT\((-?[0-9.]+) (-?[0-9.]+)\)$/.exec(text);
  return match === null ? text : [new Decimal(Number(match[1])), new Decimal(Number(match[2]))];
}

/** `[2020-01-01, UNBOUNDED)` */
function readRange(type: string, text: string): Value {
  const match = /^\[(.*), (.*)\)$/.exec(text);
  if (match === null) return text;
  const end = (bound: string | undefined): Value =>
    bound === undefined || bound === 'UNBOUNDED' || bound === 'NULL' ? null : readText({ name: '', type }, bound);
  const range = newMap();
  range['start'] = end(match[1]);
  range['end'] = end(match[2]);
  return range;
}
