import type { InputType } from '../../contract/flow.ts';
import { Decimal } from '../../util/decimal.ts';
import { parseDuration } from '../../util/duration.ts';
import { parseJson, printJson } from '../../util/json.ts';
import { isMap, type Value } from '../../util/values.ts';

/** A rendered output as its declared type has it. Fails with TypeError, which says what was expected and what came. */
export function typedOutput(type: InputType, value: Value): Value {
  switch (type) {
    case 'INT':
      return integer(value);
    case 'FLOAT':
      return decimal(value);
    case 'BOOL':
    case 'BOOLEAN':
      return boolean(value);
    case 'JSON':
    case 'YAML':
      return typeof value === 'string' ? json(value, 'JSON') : value;
    case 'ARRAY':
    case 'MULTISELECT':
      return list(value);
    case 'DATE':
      return matching(value, /^\d{4}-\d\d-\d\d$/, 'a date such as 2024-02-29');
    case 'TIME':
      return matching(value, /^\d\d:\d\d(?::\d\d(?:\.\d+)?)?$/, 'a time such as 08:30:00');
    case 'DATETIME':
      return matching(value, /^\d{4}-\d\d-\d\dT\d\d:\d\d/, 'a date and time such as 2024-02-29T10:11:12Z');
    case 'DURATION':
      return new Decimal(seconds(value));
    default:
      return text(value);
  }
}

function text(value: Value): string {
  if (typeof value === 'string') return value;
  return isMap(value) || Array.isArray(value) ? printJson(value) : String(value);
}

function integer(value: Value): Value {
  const written = text(value).trim();
  if (/^[+-]?\d+$/.test(written)) {
    const exact = BigInt(written.replace(/^\+/, ''));
    return BigInt(Number(exact)) === exact && Number.isSafeInteger(Number(exact)) ? Number(exact) : exact;
  }
  throw unfit('an integer', value);
}

function decimal(value: Value): Decimal {
  const written = text(value).trim();
  if (written !== '' && Number.isFinite(Number(written))) return new Decimal(Number(written));
  throw unfit('a number', value);
}

function boolean(value: Value): boolean {
  const written = text(value).trim().toLowerCase();
  if (written === 'true' || written === 'false') return written === 'true';
  throw unfit('true or false', value);
}

function list(value: Value): Value {
  const parsed = typeof value === 'string' ? json(value, 'a JSON list') : value;
  if (Array.isArray(parsed)) return parsed;
  throw unfit('a list', value);
}

function json(written: string, expected: string): Value {
  try {
    return parseJson(written);
  } catch (cause) {
    throw new TypeError(`expected ${expected}, got ${excerpt(written)}`, { cause });
  }
}

function matching(value: Value, pattern: RegExp, expected: string): string {
  const written = text(value).trim();
  const day = written.slice(0, 10);
  const isDay = /^\d{4}-/.test(written) ? !Number.isNaN(Date.parse(`${day}T00:00:00Z`)) : true;
  if (pattern.test(written) && isDay) return written;
  throw unfit(expected, value);
}

function seconds(value: Value): number {
  try {
    return parseDuration(text(value).trim()) / 1000;
  } catch (cause) {
    throw new TypeError(`expected an ISO 8601 duration such as PT90M, got ${excerpt(text(value))}`, { cause });
  }
}

function unfit(expected: string, value: Value): TypeError {
  return new TypeError(`expected ${expected}, got ${excerpt(text(value))}`);
}

function excerpt(written: string): string {
  return JSON.stringify(written.length > 80 ? `${written.slice(0, 79)}…` : written);
}
