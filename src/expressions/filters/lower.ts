import { defineFilter } from '../../contract/expression.ts';
import { javaText } from '../runtime/text.ts';

export const lowerFilter = defineFilter({
  name: 'lower',
  doc: 'The text in lower case.',
  arguments: [],
  run(input) {
    return input === null ? null : javaText(input).toLowerCase();
  },
});
