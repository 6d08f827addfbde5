import { CallFailure, defineFilter } from '../../contract/expression.ts';
import { isList } from '../runtime/kinds.ts';
import { describe } from '../runtime/numbers.ts';

export const reverseFilter = defineFilter({
  name: 'reverse',
  doc: 'A list from its end to its start.',
  arguments: [],
  run(input) {
    if (input === null) return null;
    if (!isList(input))
      throw new CallFailure(`expected a list, but found ${Array.isArray(input) ? 'a set' : describe(input)}`);
    return [...input].reverse();
  },
});
