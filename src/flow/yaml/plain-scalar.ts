import { Decimal } from '../../util/decimal.ts';
import type { Value } from '../../util/values.ts';

const nulls: ReadonlySet<string> = new Set(['', '~', 'null', 'Null', 'NULL']);
const booleans: ReadonlyMap<string, boolean> = new Map(
  (['yes', 'true', 'on', 'no', 'false', 'off'] as const).flatMap((word, index) =>
    [word, word.toUpperCase(), `${word.charAt(0).toUpperCase()}${word.slice(1)}`].map((form): [string, boolean] => [
      form,
      index < 3,
    ]),
  ),
);

const decimalInteger = /^[-+]?(?:0|[1-9][0-9_]*)$/;
const octalInteger = /^[-+]?0[0-7_]+$/;
const hexInteger = /^[-+]?0x[0-9a-fA-F_]*[0-9a-fA-F][0-9a-fA-F_]*$/;
const binaryInteger = /^[-+]?0b[01_]*[01][01_]*$/;
const float =
  /^[-+]?(?:[0-9][0-9_]*\.[0-9_]*(?:[eE][-+]?[0-9]+)?|[0-9][0-9_]*[eE][-+]?[0-9]+|\.[0-9][0-9_]*(?:[eE][-+]?[0-9]+)?)$/;
const infinity = /^([-+]?)\.(?:inf|Inf|INF)$/;
const notANumber = /^\.(?:nan|NaN|NAN)$/;

/**
 * The value of a scalar without quotes by YAML 1.1, as Kestra reads flows: `yes` is true, `007` is the octal 7.
 * Not read as more than text, again as Kestra: dates, and sexagesimal numbers (`10:20:30`).
 */
export function plainScalar(text: string): Value {
  if (nulls.has(text)) return null;
  const boolean = booleans.get(text);
  if (boolean !== undefined) return boolean;
  const first = text.charCodeAt(0);
  const numeric = (first >= 48 && first <= 57) || first === 43 || first === 45 || first === 46;
  return numeric ? (number(text) ?? text) : text;
}

function number(text: string): Value | undefined {
  if (text.length > 1000) return undefined;
  const digits = text.replaceAll('_', '').replace(/^\+/, '');
  if (decimalInteger.test(text)) return integer(digits);
  if (octalInteger.test(text)) return integer(digits.replace(/^(-?)0+(?=.)/, '$10o').replace(/0o$/, '0'));
  if (hexInteger.test(text) || binaryInteger.test(text)) return integer(digits);
  if (float.test(text)) return new Decimal(Number(digits));
  const infinite = infinity.exec(text);
  if (infinite !== null) return new Decimal(infinite[1] === '-' ? -Infinity : Infinity);
  return notANumber.test(text) ? new Decimal(Number.NaN) : undefined;
}

/** A number where it is exact, else a bigint. `digits` may have a prefix that BigInt knows, and a minus. */
function integer(digits: string): number | bigint {
  const negative = digits.startsWith('-');
  const magnitude = BigInt(negative ? digits.slice(1) : digits);
  const value = negative ? -magnitude : magnitude;
  const exact = value >= BigInt(Number.MIN_SAFE_INTEGER) && value <= BigInt(Number.MAX_SAFE_INTEGER);
  return exact ? Number(value) : value;
}
