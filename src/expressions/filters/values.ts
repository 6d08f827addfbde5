import { CallFailure, defineFilter } from '../../contract/expression.ts';
import { isMap } from '../../util/values.ts';
import { asKind } from '../runtime/kinds.ts';
import { describe } from '../runtime/numbers.ts';

export const valuesFilter = defineFilter({
  name: 'values',
  doc: 'The values of a map.',
  arguments: [],
  run(input) {
    if (input === null) return null;
    if (!isMap(input)) throw new CallFailure(`expected a map, but found ${describe(input)}`);
    return asKind(
      Object.keys(input).map((key) => input[key] ?? null),
      'collection',
    );
  },
});
