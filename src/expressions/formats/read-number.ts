import { CallFailure } from '../../contract/expression.ts';
import { Decimal } from '../../util/decimal.ts';
import { SingleDecimal } from '../runtime/single.ts';
import type { Numeric } from '../runtime/numbers.ts';

const INTEGER = /^([+-]?)(0[xX]|#|0)?([0-9a-fA-F]+)$/;
const DECIMAL = /^[+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]+)?$/;
const RADIX: Readonly<Record<string, number>> = { '0x': 16, '#': 16, '0': 8 };

/**
 * Reads a number as Kestra's `number` filter does (NumberUtils of commons-lang): without a type, an integer becomes the
 * smallest type that holds it, and a decimal a float when the float prints the same digits as the double.
 */
export function readNumber(text: string, type: string): Numeric {
  if (text.trim() === '') throw new CallFailure('expected a number, but found a blank text');
  switch (type) {
    case 'INT':
      return Number(integerWithin(text, 32));
    case 'LONG':
      return integerWithin(text, 64);
    case 'BIGINTEGER':
      return integerOf(text) ?? invalid(text, 'an integer');
    case 'FLOAT':
      return new SingleDecimal(doubleOf(text));
    case 'DOUBLE':
    case 'BIGDECIMAL':
      return new Decimal(doubleOf(text));
    default:
      return smallestNumber(text);
  }
}

function smallestNumber(text: string): Numeric {
  const suffix = /^(.*[0-9.])([lLfFdD])$/.exec(text);
  if (suffix?.[1] !== undefined && !/^[+-]?(?:0[xX]|#)/.test(text)) {
    const [, digits, letter = ''] = suffix;
    if (letter.toLowerCase() === 'l') return integerWithin(digits, 64);
    return letter.toLowerCase() === 'f' ? new SingleDecimal(doubleOf(digits)) : new Decimal(doubleOf(digits));
  }
  const integer = integerOf(text);
  if (integer !== undefined) return BigInt.asIntN(32, integer) === integer ? Number(integer) : integer;
  const double = new Decimal(doubleOf(text));
  const single = new SingleDecimal(double.value);
  return Number.isFinite(single.value) && single.toString() === double.toString() ? single : double;
}

function integerOf(text: string): bigint | undefined {
  const found = INTEGER.exec(text);
  if (found === null) return undefined;
  const [, sign, prefix, digits = ''] = found;
  const radix = prefix === undefined ? 10 : (RADIX[prefix.toLowerCase()] ?? 10);
  if (radix < 16 && !(radix === 8 ? /^[0-7]+$/ : /^[0-9]+$/).test(digits)) return undefined;
  const marks: Readonly<Record<number, string>> = { 16: '0x', 8: '0o' };
  const size = BigInt(`${marks[radix] ?? ''}${digits}`);
  return sign === '-' ? -size : size;
}

function integerWithin(text: string, bits: number): bigint {
  const integer = integerOf(text);
  if (integer === undefined || BigInt.asIntN(bits, integer) !== integer)
    return invalid(text, `an integer of ${bits} bits`);
  return integer;
}

function doubleOf(text: string): number {
  return DECIMAL.test(text) ? Number(text) : invalid(text, 'a number');
}

function invalid(text: string, expected: string): never {
  throw new CallFailure(`expected ${expected}, but found '${text}'`);
}
