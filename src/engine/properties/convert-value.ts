import type { JsonSchema } from '../../contract/derive-schema.ts';
import { Decimal } from '../../util/decimal.ts';
import { parseJson, printJson } from '../../util/json.ts';
import { isMap, newMap, type Value } from '../../util/values.ts';
import { childSchema, membersOf } from './schema-steps.ts';

/**
 * Brings a rendered value to the declared type where that is beyond doubt: numbers, booleans, lists and maps from text,
 * text from scalars; inside lists and maps too. What does not fit stays as it is: the validator says what is wrong with it.
 */
export function convertValue(value: Value, schema: JsonSchema | undefined): Value {
  if (schema === undefined) return value;
  const members = membersOf(schema);
  if (members !== undefined) return convertToMember(value, members);
  const read = typeof value === 'string' ? fromText(value, schema['type']) : toText(value, schema);
  if (Array.isArray(read)) return read.map((item) => convertValue(item, childSchema(schema, 0)));
  if (!isMap(read)) return read;
  const map = newMap();
  for (const [key, entry] of Object.entries(read)) {
    const inner = childSchema(schema, key);
    // Null counts as not given, as in Kestra, where something is declared by that name.
    if (entry === null && inner !== undefined && !acceptsNull(inner)) continue;
    map[key] = convertValue(entry, inner);
  }
  return map;
}

function fromText(text: string, type: unknown): Value {
  switch (type) {
    case 'integer':
      return /^\s*[+-]?\d+\s*$/.test(text) ? parseJson(plainInteger(text)) : text;
    case 'number':
      return text.trim() !== '' && Number.isFinite(Number(text)) ? Number(text) : text;
    case 'boolean':
      return /^\s*(?:true|false)\s*$/i.test(text) ? text.trim().toLowerCase() === 'true' : text;
    case 'array':
      return jsonOr(text, (value) => Array.isArray(value));
    case 'object':
      return jsonOr(text, isMap);
    default:
      return text;
  }
}

/** JSON knows no `+` and no leading zeros. */
function plainInteger(text: string): string {
  const [, sign = '', digits = '0'] = /^\s*\+?(-?)0*(\d+)\s*$/.exec(text) ?? [];
  return digits === '0' ? digits : sign + digits;
}

function jsonOr(text: string, fits: (value: Value) => boolean): Value {
  try {
    const value = parseJson(text);
    return fits(value) ? value : text;
  } catch {
    // Not JSON: the validator tells the author what was expected.
    return text;
  }
}

/** `level: 5` for a text property is the text `5`; maps and lists become JSON, as a template would print them. */
function toText(value: Value, schema: JsonSchema): Value {
  if (schema['type'] !== 'string' || value === null) return value;
  return typeof value === 'object' && !(value instanceof Decimal) ? printJson(value) : String(value);
}

/** Of several allowed shapes, the first that takes the value as it is; else the first that it can be converted to. */
function convertToMember(value: Value, members: readonly JsonSchema[]): Value {
  const exact = members.find((member) => hasShape(value, member));
  if (exact !== undefined) return convertValue(value, exact);
  for (const member of members) {
    const converted = convertValue(value, member);
    if (converted !== value && hasShape(converted, member)) return converted;
  }
  return value;
}

function hasShape(value: Value, schema: JsonSchema): boolean {
  if ('const' in schema) return schema['const'] === value;
  const list = schema['enum'];
  if (Array.isArray(list)) return list.includes(value);
  switch (schema['type']) {
    case 'string':
      return typeof value === 'string';
    case 'integer':
      return (typeof value === 'number' && Number.isInteger(value)) || typeof value === 'bigint';
    case 'number':
      return typeof value === 'number' || typeof value === 'bigint' || value instanceof Decimal;
    case 'boolean':
      return typeof value === 'boolean';
    case 'array':
      return Array.isArray(value);
    case 'object':
      return isMap(value);
    case 'null':
      return value === null;
    default:
      return true;
  }
}

function acceptsNull(schema: JsonSchema): boolean {
  return hasShape(null, schema) || membersOf(schema)?.some(acceptsNull) === true;
}
