import { definePredicate } from '../../contract/expression.ts';

export const nullPredicate = definePredicate({
  name: 'null',
  doc: 'True for null; a missing variable is an error (ask `is defined`).',
  arguments: [],
  run(input) {
    return input === null;
  },
});
