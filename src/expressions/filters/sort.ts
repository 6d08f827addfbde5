import { CallFailure, defineFilter } from '../../contract/expression.ts';
import { naturalOrder } from '../runtime/compare.ts';
import { isList } from '../runtime/kinds.ts';
import { describe } from '../runtime/numbers.ts';

export const sortFilter = defineFilter({
  name: 'sort',
  doc: 'A list in ascending order; its items are of one type.',
  arguments: [],
  run(input) {
    if (input === null) return null;
    if (!isList(input))
      throw new CallFailure(`expected a list, but found ${Array.isArray(input) ? 'a set' : describe(input)}`);
    return [...input].sort(naturalOrder);
  },
});
