import { defineFunction } from '../../contract/expression.ts';
import { range } from '../runtime/operators.ts';

export const rangeFunction = defineFunction({
  name: 'range',
  doc: 'The numbers (or characters) from start to end, both included.',
  arguments: [
    { name: 'start', doc: 'The first.' },
    { name: 'end', doc: 'The last.' },
    { name: 'increment', doc: 'The step; 1 by default.' },
  ],
  run(args) {
    return range(args['start'] ?? null, args['end'] ?? null, args['increment'] ?? null);
  },
});
