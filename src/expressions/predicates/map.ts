import { definePredicate } from '../../contract/expression.ts';
import { isMap } from '../../util/values.ts';
import { isKind } from '../runtime/kinds.ts';

export const mapPredicate = definePredicate({
  name: 'map',
  doc: 'True for a map.',
  arguments: [],
  run(input) {
    return isMap(input) && !isKind(input, 'entry') && !isKind(input, 'loop');
  },
});
