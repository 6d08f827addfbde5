import { CallFailure, defineFilter } from '../../contract/expression.ts';
import { describe } from '../runtime/numbers.ts';

export const firstFilter = defineFilter({
  name: 'first',
  doc: 'The first item of a list, or character of a text.',
  arguments: [],
  run(input) {
    if (input === null) return null;
    if (typeof input === 'string' && input !== '') return input.charAt(0);
    if (Array.isArray(input)) return input[0] ?? null;
    throw new CallFailure(`expected a list or a text with a character, but found ${describe(input)}`);
  },
});
