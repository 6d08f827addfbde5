import { TaskError } from '../contract/errors.ts';
import type { KvType } from '../contract/kv.ts';
import { Decimal } from '../util/decimal.ts';
import { DurationError, parseDuration } from '../util/duration.ts';
import { parseJson } from '../util/json.ts';
import type { Value } from '../util/values.ts';
import { parseInstant } from './parse-instant.ts';

/** What each type takes, for messages. */
const expectations: Readonly<Record<KvType, string>> = {
  STRING: 'a text',
  NUMBER: 'a number such as 12 or 0.5',
  BOOLEAN: 'true or false',
  DATETIME: 'an instant such as 2024-01-02T03:04:05Z',
  DATE: 'an instant such as 2024-01-02T00:00:00Z',
  DURATION: 'an ISO 8601 duration such as PT5M',
  JSON: 'JSON',
};

/**
 * The value that a text of a KV type stands for, as `kv()` and kv.Get hand it out: DATETIME is an instant in UTC, DATE its day,
 * DURATION a decimal number of seconds. As in Kestra, a DATE is given as an instant, and a BOOLEAN is false unless it says true.
 */
export function parseKvValue(type: KvType, text: string): Value {
  const value = tryParse(type, text);
  if (value !== undefined) return value;
  throw new TaskError(
    'KV_BAD_VALUE',
    `value: expected ${expectations[type]} for kvType ${type}, got ${excerpt(text)}`,
    {
      retryable: false,
      hint:
        type === 'DATE'
          ? 'Write the time too: 2024-01-02T00:00:00Z.'
          : 'Correct the value, or store it as kvType STRING.',
    },
  );
}

function tryParse(type: KvType, text: string): Value | undefined {
  switch (type) {
    case 'STRING':
      return text;
    case 'NUMBER':
      return numberOrUndefined(parseJsonOrUndefined(text));
    case 'BOOLEAN':
      return text.toLowerCase() === 'true';
    case 'DATETIME':
      return parseInstant(text);
    case 'DATE':
      return parseInstant(text)?.slice(0, 10);
    case 'DURATION':
      return secondsOrUndefined(text);
    case 'JSON':
      return parseJsonOrUndefined(text);
    default:
      return undefined;
  }
}

function parseJsonOrUndefined(text: string): Value | undefined {
  try {
    return parseJson(text);
  } catch {
    // The caller says what it expected.
    return undefined;
  }
}

function numberOrUndefined(value: Value | undefined): Value | undefined {
  return typeof value === 'number' || typeof value === 'bigint' || value instanceof Decimal ? value : undefined;
}

function secondsOrUndefined(text: string): Value | undefined {
  try {
    return new Decimal(parseDuration(text) / 1000);
  } catch (error) {
    if (error instanceof DurationError) return undefined;
    throw error;
  }
}

function excerpt(text: string): string {
  return JSON.stringify(text.length > 80 ? `${text.slice(0, 80)}…` : text);
}

const key = /^[a-zA-Z0-9][a-zA-Z0-9._-]*$/u;

/** Refuses a key that Kestra would refuse. */
export function checkKvKey(name: string): void {
  if (key.test(name)) return;
  throw new TaskError(
    'KV_BAD_KEY',
    `key: expected letters, digits, ".", "_" and "-", the first a letter or digit, got ${excerpt(name)}`,
    {
      retryable: false,
      hint: 'Rename the key.',
    },
  );
}
