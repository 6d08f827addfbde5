import { CallFailure, defineFilter } from '../../contract/expression.ts';
import type { Value } from '../../util/values.ts';
import { isList } from '../runtime/kinds.ts';
import { describe } from '../runtime/numbers.ts';
import { requiredCount } from '../support/expect.ts';

export const chunkFilter = defineFilter({
  name: 'chunk',
  doc: 'The items of a list in lists of a size.',
  arguments: [{ name: 'size', doc: 'Items in each list.' }],
  run(input, args) {
    if (input === null) return null;
    if (!isList(input)) throw new CallFailure(`expected a list, but found ${describe(input)}`);
    const size = requiredCount(args, 'size');
    if (size < 1) throw new CallFailure(`expected a size of at least 1, but found ${size}`);
    const chunks: Value[] = [];
    for (let start = 0; start < input.length; start += size) chunks.push(input.slice(start, start + size));
    return chunks;
  },
});
