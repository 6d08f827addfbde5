import { CallFailure, type Arguments } from '../../contract/expression.ts';
import { javaText } from '../runtime/text.ts';
import type { Value } from '../../util/values.ts';
import { optionalText, requiredCount } from './expect.ts';

export const INDENT_ARGUMENTS = [
  { name: 'amount', doc: 'How many prefixes each line gets.' },
  { name: 'prefix', doc: 'What stands before the line; a blank by default.' },
] as const;

/** Indents every line but the first; undefined input stays, and so does an empty text. */
export function indentLines(input: Exclude<Value, null>, args: Arguments, newLineFirst: boolean): string {
  const text = javaText(input);
  if (text === '') return text;
  const amount = requiredCount(args, 'amount');
  if (amount < 0 || amount > 10_000) {
    throw new CallFailure(`expected an integer from 0 to 10000 as the argument 'amount', but found ${amount}`);
  }
  const newLine = ['\r\n', '\n\r', '\n', '\r'].find((candidate) => text.includes(candidate)) ?? '\n';
  const padding = newLine + (optionalText(args, 'prefix') ?? ' ').repeat(amount);
  return (newLineFirst ? newLine + text : text).replaceAll(newLine, () => padding);
}
