import { CallFailure } from '../../contract/expression.ts';
import type { Value } from '../../util/values.ts';
import { describe, isNumeric, toDouble } from './numbers.ts';

/** Truth of a value that is not null: booleans, numbers but 0 and NaN, texts but the empty one ('false' is true). */
export function isTrue(value: Exclude<Value, null>): boolean {
  if (typeof value === 'boolean') return value;
  if (typeof value === 'string') return value !== '';
  if (isNumeric(value)) {
    const number = toDouble(value);
    return number !== 0 && !Number.isNaN(number);
  }
  throw new CallFailure(`expected a boolean, number or text as a condition, but found ${describe(value)}`, {
    hint: 'ask `is empty` or `is not empty`',
  });
}

/** Truth of an operand of `and`, `or`, `not` and `if`, where null is an error. */
export function isTrueOperand(value: Value, where: string): boolean {
  if (value === null) {
    throw new CallFailure(`null cannot be an operand of ${where}`, { hint: 'give it a value with `?? false`' });
  }
  return isTrue(value);
}

const FALSE_TEXTS: readonly string[] = ['false', '0', '-0', ''];

/** Kestra's truth of a rendered text (`runIf`, `If`, `when`): all but `false`, `0`, `-0` and nothing. */
export function isTruthyText(text: string): boolean {
  return !FALSE_TEXTS.includes(text);
}
