import { CallFailure, defineFilter } from '../../contract/expression.ts';
import { isList } from '../runtime/kinds.ts';
import { describe } from '../runtime/numbers.ts';
import { requiredCount } from '../support/expect.ts';

export const sliceFilter = defineFilter({
  name: 'slice',
  doc: 'A part of a list or text, from one index up to, not with, another.',
  arguments: [
    { name: 'fromIndex', doc: 'The first index; 0 by default.' },
    { name: 'toIndex', doc: 'The index after the last; the size by default.' },
  ],
  run(input, args) {
    if (input === null) return null;
    if (typeof input !== 'string' && !isList(input))
      throw new CallFailure(`expected a list or a text, but found ${describe(input)}`);
    const from = args['fromIndex'] === undefined || args['fromIndex'] === null ? 0 : requiredCount(args, 'fromIndex');
    const given = args['toIndex'] !== undefined && args['toIndex'] !== null;
    const to = given ? requiredCount(args, 'toIndex') : input.length;
    if (from < 0 || from > input.length)
      throw new CallFailure(`expected a fromIndex from 0 to ${input.length}, but found ${from}`);
    if (to > input.length)
      throw new CallFailure(`expected a toIndex of at most ${input.length}, the size of the input, but found ${to}`);
    if (given && from >= to)
      throw new CallFailure(`expected a toIndex greater than fromIndex ${from}, but found ${to}`);
    return input.slice(from, to);
  },
});
