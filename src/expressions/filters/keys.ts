import { CallFailure, defineFilter } from '../../contract/expression.ts';
import { isMap } from '../../util/values.ts';
import { asKind, isList } from '../runtime/kinds.ts';
import { describe } from '../runtime/numbers.ts';

export const keysFilter = defineFilter({
  name: 'keys',
  doc: 'The keys of a map, or the indexes of a list. The keys of a map are a set: they cannot be sorted or indexed.',
  arguments: [],
  run(input) {
    if (input === null) return null;
    if (isMap(input)) return asKind(Object.keys(input), 'collection');
    if (isList(input)) return input.map((_, index) => index);
    throw new CallFailure(`expected a map or a list, but found ${describe(input)}`);
  },
});
