import { definePredicate } from '../../contract/expression.ts';
import { isEmptyValue } from '../support/empty.ts';

export const emptyPredicate = definePredicate({
  name: 'empty',
  doc: 'True for null, a blank text, an empty list or map.',
  arguments: [],
  run(input) {
    return isEmptyValue(input);
  },
});
