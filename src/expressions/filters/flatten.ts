import { CallFailure, defineFilter } from '../../contract/expression.ts';
import { isList } from '../runtime/kinds.ts';
import { describe } from '../runtime/numbers.ts';

export const flattenFilter = defineFilter({
  name: 'flatten',
  doc: 'A list with the items of the lists in it, one level deep.',
  arguments: [],
  run(input) {
    if (input === null) return null;
    if (!isList(input)) throw new CallFailure(`expected a list, but found ${describe(input)}`);
    return input.flatMap((item) => (isList(item) ? item : [item]));
  },
});
