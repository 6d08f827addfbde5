import type { InputType } from '../../contract/flow.ts';
import { Decimal } from '../../util/decimal.ts';
import { nearestName } from '../../util/nearest-name.ts';
import type { Value, ValueMap } from '../../util/values.ts';
import { describeValue, showValue, textOf } from '../plain.ts';
import { toDate, toDateTime, toTime } from './dates.ts';
import { InputError } from './input-error.ts';
import { javaText } from './java-text.ts';
import { secondsText, toBoolean, toDecimal, toEmail, toInteger, toSeconds, toText, toUri } from './scalars.ts';
import { toJsonValue, toList, toYamlValue } from './structured.ts';

/** Finds a compiled regular expression; compiled apart, for the library is loaded only where an input has one. */
export type Matcher = (pattern: string, text: string) => boolean;

/** An input's rules: its type and what only its type has. */
export interface InputRules {
  readonly type: InputType;
  readonly properties: ValueMap;
}

/**
 * Turns a given value into the input's type and holds it against the input's rules. A text is accepted for every type, as
 * from a form. Fails with InputError. FILE values come back as their text: storing them is the caller's business.
 */
export function coerceInput(value: Value, input: InputRules, matches: Matcher): Value {
  const { properties } = input;
  switch (input.type) {
    case 'STRING':
    case 'SECRET': {
      const text = toText(value, 'a text');
      const validator = textOf(properties, 'validator');
      if (validator !== undefined && !matches(validator, text)) {
        const shown = input.type === 'SECRET' ? 'another text' : describeValue(text);
        throw new InputError('validator', `expected a text that matches ${validator} as a whole, got ${shown}`);
      }
      return text;
    }
    case 'INT':
      return inRange(toInteger(value), properties, (limit) => toInteger(limit));
    case 'FLOAT':
      return inRange(toDecimal(value), properties, (limit) => toDecimal(limit));
    case 'BOOL':
    case 'BOOLEAN':
      return toBoolean(value);
    case 'SELECT':
      return choice(toText(value, 'one of the values'), properties);
    case 'MULTISELECT':
      return toList(value).map((item) => choice(toText(item, 'one of the values'), properties));
    case 'DATE':
      return between(toDate(value), properties, toDate);
    case 'TIME':
      return between(toTime(value), properties, toTime);
    case 'DATETIME':
      return between(toDateTime(value), properties, toDateTime);
    case 'DURATION':
      return inRange(
        toSeconds(value),
        properties,
        (limit) => toSeconds(limit),
        (limit) => secondsText(toSeconds(limit)),
      );
    case 'JSON':
      return toJsonValue(value);
    case 'YAML':
      return toYamlValue(value);
    case 'URI':
      return toUri(value);
    case 'EMAIL':
      return toEmail(value);
    case 'FILE':
      return toText(value, 'the path of a file');
    case 'ARRAY':
      return toList(value).map((item, index) => arrayItem(item, index, properties, matches));
    default:
      return unreachable(input.type);
  }
}

function arrayItem(item: Value, index: number, properties: ValueMap, matches: Matcher): Value {
  const type = (textOf(properties, 'itemType') ?? 'STRING') as InputType;
  if (item === null)
    throw new InputError('wrong-type', `expected ${type} as item ${index + 1} of the list, got nothing`);
  if (type === 'STRING') return javaText(item);
  try {
    return coerceInput(item, { type, properties: {} }, matches);
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    throw new InputError(error.rule, `item ${index + 1} of the list: ${error.message}`, error.hint);
  }
}

function choice(text: string, properties: ValueMap): string {
  const values = Array.isArray(properties['values']) ? properties['values'].map(String) : [];
  if (values.includes(text) || properties['allowCustomValue'] === true) return text;
  const near = nearestName(text, values);
  const shown = values.length > 30 ? [...values.slice(0, 30), '…'] : values;
  throw new InputError(
    'not-allowed',
    `expected one of ${shown.join(', ')}, got ${describeValue(text)}${near === undefined ? '' : ` (did you mean "${near}"?)`}`,
  );
}

/** Holds a number against `min` and `max`, both included. */
function inRange<T extends number | bigint | Decimal>(
  value: T,
  properties: ValueMap,
  read: (limit: Value) => T,
  show: (limit: Value) => string = showValue,
): T {
  const plain = (number: T): number | bigint => (number instanceof Decimal ? number.value : number);
  const { min = null, max = null } = properties;
  if (min !== null && plain(value) < plain(read(min)))
    throw new InputError('min', `expected at least ${show(min)}, got ${shown(value, show)}`);
  if (max !== null && plain(value) > plain(read(max)))
    throw new InputError('max', `expected at most ${show(max)}, got ${shown(value, show)}`);
  return value;
}

function shown(value: Value, show: (limit: Value) => string): string {
  return show === showValue || !(value instanceof Decimal) ? showValue(value) : secondsText(value);
}

/** Holds a date or time against `after` and `before`, both included. These texts sort as what they mean. */
function between(value: string, properties: ValueMap, read: (limit: Value) => string): string {
  const { after = null, before = null } = properties;
  if (after !== null && value < read(after))
    throw new InputError('after', `expected ${showValue(after)} or later, got ${value}`);
  if (before !== null && value > read(before))
    throw new InputError('before', `expected ${showValue(before)} or earlier, got ${value}`);
  return value;
}

function unreachable(type: never): never {
  throw new InputError('wrong-type', `expected a known input type, got ${String(type)}`);
}
