import { defineFilter } from '../../contract/expression.ts';
import { javaText } from '../runtime/text.ts';

export const stringFilter = defineFilter({
  name: 'string',
  doc: 'The text of a value; maps and lists as Java writes them, `{a=1}`.',
  arguments: [],
  run(input) {
    return input === null ? null : javaText(input);
  },
});
