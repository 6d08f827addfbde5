import { Decimal } from '../../util/decimal.ts';
import { DurationError, formatDuration, parseDuration } from '../../util/duration.ts';
import { isMap, type Value } from '../../util/values.ts';
import { describeValue } from '../plain.ts';
import { InputError } from './input-error.ts';

/** The text of a scalar; maps and lists are refused. */
export function toText(value: Value, expected: string): string {
  if (Array.isArray(value) || isMap(value))
    throw new InputError('wrong-type', `expected ${expected}, got ${describeValue(value)}`);
  return String(value);
}

/** An integer: a number, or a bigint beyond 2^53. */
export function toInteger(value: Value): number | bigint {
  const text = toText(value, 'an integer');
  if (!/^[-+]?\d{1,100}$/.test(text))
    throw new InputError('wrong-type', `expected an integer, got ${describeValue(text)}`);
  const exact = BigInt(text.replace(/^\+/, ''));
  return exact >= BigInt(Number.MIN_SAFE_INTEGER) && exact <= BigInt(Number.MAX_SAFE_INTEGER) ? Number(exact) : exact;
}

/** A decimal number with a point; `2` is 2.0. */
export function toDecimal(value: Value): Decimal {
  const text = toText(value, 'a number');
  if (!/^[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?$/.test(text)) {
    const comma = /^[-+]?\d+,\d+$/.test(text) ? 'write the decimals behind a point' : undefined;
    throw new InputError('wrong-type', `expected a number, got ${describeValue(text)}`, comma);
  }
  return new Decimal(Number(text));
}

/** True for the text `true` in any case; anything else is false, as Kestra has it. */
export function toBoolean(value: Value): boolean {
  return toText(value, 'true or false').toLowerCase() === 'true';
}

/** Seconds of an ISO 8601 duration. */
export function toSeconds(value: Value): Decimal {
  const text = toText(value, 'an ISO 8601 duration');
  try {
    return new Decimal(parseDuration(text) / 1000);
  } catch (error) {
    if (error instanceof DurationError) throw new InputError('bad-duration', error.message, error.hint);
    throw error;
  }
}

/** Seconds as ISO 8601 duration. */
export function secondsText(seconds: Decimal): string {
  return formatDuration(seconds.value * 1000);
}

/** A URI with a scheme and something behind it, by the characters that RFC 2396 allows. */
export function toUri(value: Value): string {
  const text = toText(value, 'a URI');
  const match = /^[a-z][a-z0-9+.-]*:(.+)$/i.exec(text);
  if (match === null || match[1] === '//') {
    throw new InputError(
      'bad-uri',
      `expected a URI such as https://example.org/a, got ${describeValue(text)}`,
      'begin it with its scheme',
    );
  }
  const illegal = /[\s<>"{}|\\^`]/.exec(text);
  if (illegal !== null) {
    throw new InputError(
      'bad-uri',
      `expected a URI, got ${describeValue(text)} with the character "${illegal[0]}"`,
      'percent-encode it (a space is %20)',
    );
  }
  return text;
}

/** An e-mail address; like Kestra content with a host without a dot. */
export function toEmail(value: Value): string {
  const text = toText(value, 'an e-mail address');
  if (!/^[A-Za-z0-9_!#$%&'*+/=?`{|}~^.-]+@[A-Za-z0-9.-]+$/.test(text)) {
    throw new InputError('bad-email', `expected an e-mail address such as a@example.org, got ${describeValue(text)}`);
  }
  return text;
}
