import { defineFilter } from '../../contract/expression.ts';
import { javaText } from '../runtime/text.ts';
import { requiredText } from '../support/expect.ts';

export const startsWithFilter = defineFilter({
  name: 'startsWith',
  doc: 'True when the text starts with a value.',
  arguments: [{ name: 'value', doc: 'The start to look for.' }],
  run(input, args) {
    if (input === null) return null;
    return javaText(input).startsWith(requiredText(args, 'value'));
  },
});
