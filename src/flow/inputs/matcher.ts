import type { InputNode } from '../../contract/flow.ts';
import { textOf } from '../plain.ts';
import type { Matcher } from './coerce.ts';

/** Regular expressions of inputs by RE2: time is linear in the text, whatever the pattern. Loaded only where an input has one. */
export async function loadMatcher(inputs: readonly InputNode[]): Promise<Matcher> {
  if (inputs.every((input) => textOf(input.properties, 'validator') === undefined)) return () => true;
  const { RE2JS } = await import('re2js');
  return (pattern, text) => RE2JS.matches(pattern, text);
}
