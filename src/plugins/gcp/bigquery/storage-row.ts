import { TaskError } from '../../../contract/errors.ts';
import { Decimal } from '../../../util/decimal.ts';
import { printJson } from '../../../util/json.ts';
import { isMap, type Value, type ValueMap } from '../../../util/values.ts';
import type { TableField } from './rest-types.ts';
import { datetimeText, intervalText, timeText } from './storage-text.ts';
import { daysOf, microsOf } from './storage-time.ts';

/** A value as the messages of the Storage Write API take it. Source: https://cloud.google.com/bigquery/docs/supported-data-types */
type StorageValue = string | number | boolean | StorageValue[] | { readonly [name: string]: StorageValue };

/**
 * A row of a file as a message for a table of these columns.
 * @throws TaskError BIGQUERY_BAD_ROW, with the row's number (from 1) and the column.
 */
export function storageRow(fields: readonly TableField[], row: ValueMap, number: number): Record<string, StorageValue> {
  return readRecord(fields, row, { number, path: '' });
}

interface Place {
  readonly number: number;
  readonly path: string;
}

function readRecord(fields: readonly TableField[], row: ValueMap, place: Place): Record<string, StorageValue> {
  const byName = new Map(fields.map((field) => [field.name.toLowerCase(), field]));
  const message: Record<string, StorageValue> = {};
  for (const [key, value] of Object.entries(row)) {
    const field = byName.get(key.toLowerCase());
    const at = { ...place, path: `${place.path}${key}` };
    if (field === undefined) {
      throw badRow(at, `the table has no such column; it has ${fields.map(({ name }) => name).join(', ')}`);
    }
    if (value !== null) message[field.name] = readField(field, value, at);
  }
  for (const { name, mode } of fields) {
    if (mode !== 'REQUIRED' || name in message) continue;
    throw badRow({ ...place, path: `${place.path}${name}` }, 'a value is required, but there is none');
  }
  return message;
}

function readField(field: TableField, value: Value, place: Place): StorageValue {
  if (field.mode !== 'REPEATED') return readOne(field, value, place);
  if (!Array.isArray(value)) throw expected('a list', value, place);
  return value.map((item, index) => readOne(field, item, { ...place, path: `${place.path}[${index}]` }));
}

function readOne(field: TableField, value: Value, place: Place): StorageValue {
  if (field.type === 'RECORD' || field.type === 'STRUCT') {
    if (!isMap(value)) throw expected('a map', value, place);
    return readRecord(field.fields ?? [], value, { ...place, path: `${place.path}.` });
  }
  if (field.type === 'RANGE') {
    if (!isMap(value)) throw expected('a map with start and end', value, place);
    const type = field.rangeElementType?.type ?? 'DATE';
    return readRecord(
      [
        { name: 'start', type },
        { name: 'end', type },
      ],
      value,
      { ...place, path: `${place.path}.` },
    );
  }
  const message = readScalar(field.type, value);
  if (message === undefined) throw expected(field.type, value, place);
  return message;
}

/** Undefined: the value is none of this type. */
function readScalar(type: string, value: Value): StorageValue | undefined {
  switch (type) {
    case 'INTEGER':
    case 'INT64':
      return integerText(value);
    case 'FLOAT':
    case 'FLOAT64':
      return numberOf(value);
    case 'NUMERIC':
    case 'BIGNUMERIC':
      return textOf(value, /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/);
    case 'BOOLEAN':
    case 'BOOL':
      if (value === 'true' || value === 'false') return value === 'true';
      return typeof value === 'boolean' ? value : undefined;
    case 'BYTES':
      return textOf(value, /^[A-Za-z0-9+/]*={0,2}$/);
    case 'TIMESTAMP':
      return typeof value === 'string' ? microsOf(value) : textOf(value, /^-?\d+$/);
    case 'DATE':
      return typeof value === 'string' ? daysOf(value) : undefined;
    case 'DATETIME':
      return typeof value === 'string' ? datetimeText(value) : undefined;
    case 'TIME':
      return typeof value === 'string' ? timeText(value) : undefined;
    case 'INTERVAL':
      return typeof value === 'string' ? intervalText(value) : undefined;
    case 'GEOGRAPHY':
      return geography(value);
    case 'JSON':
      return typeof value === 'string' ? value : printJson(value);
    default:
      return Array.isArray(value) || isMap(value) ? undefined : String(value);
  }
}

function textOf(value: Value, pattern: RegExp): string | undefined {
  if (value === null || typeof value === 'boolean' || Array.isArray(value) || isMap(value)) return undefined;
  const text = String(value);
  return pattern.test(text) ? text : undefined;
}

/** Well-known text, GeoJSON as a text or a map, or a point as a query's file has it: longitude and latitude. */
function geography(value: Value): string | undefined {
  if (isMap(value)) return printJson(value);
  if (!Array.isArray(value)) return textOf(value, /^\s*(?:\{|[A-Za-z]+\s*(?:\(|EMPTY))/i);
  return value.length === 2 && value.every((part) => numberOf(part) !== undefined)
    ? `POINT(${value.map(String).join(' ')})`
    : undefined;
}

function integerText(value: Value): string | undefined {
  // A whole number that came as a decimal prints as 1.0E7.
  if (value instanceof Decimal) return Number.isSafeInteger(value.value) ? String(value.value) : undefined;
  return textOf(value, /^[+-]?\d+$/)?.replace('+', '');
}

function numberOf(value: Value): number | undefined {
  if (typeof value === 'number') return value;
  if (typeof value === 'bigint' || value instanceof Decimal) return Number(value);
  if (typeof value !== 'string' || value.trim() === '') return undefined;
  const number = Number(value.replace(/^([+-]?)inf$/i, '$1Infinity'));
  return Number.isNaN(number) && value !== 'NaN' ? undefined : number;
}

function expected(what: string, value: Value, place: Place): TaskError {
  const shown = printJson(value);
  return badRow(place, `expected ${what}, got ${shown.length > 80 ? `${shown.slice(0, 80)}…` : shown}`);
}

function badRow({ number, path }: Place, problem: string): TaskError {
  return new TaskError('BIGQUERY_BAD_ROW', `row ${number} of the file, column ${path}: ${problem}`, {
    hint: 'mend the row, or write a file whose columns are those of the table',
    retryable: false,
  });
}
