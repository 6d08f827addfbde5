import { defineFilter } from '../../contract/expression.ts';
import { javaText } from '../runtime/text.ts';

export const upperFilter = defineFilter({
  name: 'upper',
  doc: 'The text in upper case.',
  arguments: [],
  run(input) {
    return input === null ? null : javaText(input).toUpperCase();
  },
});
