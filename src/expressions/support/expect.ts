import { CallFailure, type Arguments } from '../../contract/expression.ts';
import type { Value } from '../../util/values.ts';
import { describe, toCount } from '../runtime/numbers.ts';

/** An argument that must be there (null counts as missing). */
export function required(args: Arguments, name: string): Exclude<Value, null> {
  const value = args[name];
  if (value === undefined || value === null) {
    throw new CallFailure(`expected an argument '${name}'`, { hint: `add ${name}=…` });
  }
  return value;
}

/** An argument that must be a text. */
export function requiredText(args: Arguments, name: string): string {
  return textOf(required(args, name), `the argument '${name}'`);
}

/** An argument that is a text or missing. */
export function optionalText(args: Arguments, name: string): string | undefined {
  const value = args[name];
  return value === undefined || value === null ? undefined : textOf(value, `the argument '${name}'`);
}

/** An argument that is a boolean or missing. */
export function optionalBoolean(args: Arguments, name: string): boolean | undefined {
  const value = args[name];
  if (value === undefined || value === null) return undefined;
  if (typeof value === 'boolean') return value;
  throw new CallFailure(`expected true or false as the argument '${name}', but found ${describe(value)}`);
}

/** An argument that must be an integer. */
export function requiredCount(args: Arguments, name: string): number {
  const value = required(args, name);
  const count = toCount(value);
  if (count === undefined)
    throw new CallFailure(`expected an integer as the argument '${name}', but found ${describe(value)}`);
  return count;
}

/** A value that must be a text. */
export function textOf(value: Value, what: string): string {
  if (typeof value === 'string') return value;
  throw new CallFailure(`expected a text as ${what}, but found ${describe(value)}`, {
    hint: 'turn it into a text with `| string`',
  });
}
