import { defineFilter } from '../../contract/expression.ts';
import { javaText } from '../runtime/text.ts';
import { required } from '../support/expect.ts';

export const startsWithFilter = defineFilter({
  name: 'startsWith',
  doc: 'True when the text starts with a value.',
  arguments: [{ name: 'value', doc: 'The start to look for.' }],
  run(input, args) {
    if (input === null) return false;
    return javaText(input).startsWith(javaText(required(args, 'value')));
  },
});
