import { CallFailure, defineFilter } from '../../contract/expression.ts';
import { requiredCount, textOf } from '../support/expect.ts';

export const abbreviateFilter = defineFilter({
  name: 'abbreviate',
  doc: 'The text cut to a length, three dots included. A text of exactly that length is cut too, as Kestra does.',
  arguments: [{ name: 'length', doc: 'Characters, with the dots.' }],
  run(input, args) {
    if (input === null) return null;
    const text = textOf(input, 'the input');
    const length = requiredCount(args, 'length');
    if (length < 0) throw new CallFailure(`expected a length of at least 0, but found ${length}`);
    if (text.length < length || text.length <= 3) return text;
    return length <= 3 ? text.slice(0, length) : `${text.slice(0, length - 3)}...`;
  },
});
