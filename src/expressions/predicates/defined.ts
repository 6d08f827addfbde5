import { definePredicate } from '../../contract/expression.ts';

export const definedPredicate = definePredicate({
  name: 'defined',
  doc: 'True when the variable is there and not null.',
  arguments: [],
  acceptsUndefined: true,
  run(input) {
    return input !== null;
  },
});
