import { Decimal } from '../../util/decimal.ts';
import type { Value } from '../../util/values.ts';

/** An integer: a number, a bigint where a number would lose digits. */
export function parseInteger(text: string): number | bigint {
  const number = Number(text);
  return Number.isSafeInteger(number) ? number : BigInt(text);
}

/**
 * A `numeric`: without a fraction an integer, else a decimal. One with more digits than a decimal holds stays text, so that
 * no digit of an amount is lost unseen.
 */
export function parseNumeric(text: string): Value {
  if (/^-?\d+$/.test(text)) return parseInteger(text);
  const number = Number(text);
  return Number.isFinite(number) && !keepsDigits(text, number) ? text : new Decimal(Number(text));
}

function keepsDigits(text: string, number: number): boolean {
  const digits = text.replace(/[-.]/g, '').replace(/^0+|0+$/g, '');
  if (digits.length <= 15) return true;
  const [mantissa = ''] = number.toExponential().split('e');
  return mantissa.replace(/[-.]/g, '').replace(/0+$/, '') === digits;
}
