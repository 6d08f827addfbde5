import { CallFailure, defineFilter } from '../../contract/expression.ts';
import { describe } from '../runtime/numbers.ts';

export const lastFilter = defineFilter({
  name: 'last',
  doc: 'The last item of a list, or character of a text.',
  arguments: [],
  run(input) {
    if (input === null) return null;
    if (typeof input === 'string' && input !== '') return input.charAt(input.length - 1);
    if (Array.isArray(input)) return input.at(-1) ?? null;
    throw new CallFailure(`expected a list or a text with a character, but found ${describe(input)}`);
  },
});
