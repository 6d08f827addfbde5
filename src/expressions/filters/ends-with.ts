import { defineFilter } from '../../contract/expression.ts';
import { javaText } from '../runtime/text.ts';
import { required } from '../support/expect.ts';

export const endsWithFilter = defineFilter({
  name: 'endsWith',
  doc: 'True when the text ends with a value.',
  arguments: [{ name: 'value', doc: 'The end to look for.' }],
  run(input, args) {
    if (input === null) return false;
    return javaText(input).endsWith(javaText(required(args, 'value')));
  },
});
