import { definePredicate } from '../../contract/expression.ts';

export const iterablePredicate = definePredicate({
  name: 'iterable',
  doc: 'True for a list.',
  arguments: [],
  run(input) {
    return Array.isArray(input);
  },
});
