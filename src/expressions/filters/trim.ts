import { defineFilter } from '../../contract/expression.ts';
import { textOf } from '../support/expect.ts';

export const trimFilter = defineFilter({
  name: 'trim',
  doc: 'The text without white space at its ends.',
  arguments: [],
  run(input) {
    return input === null ? null : textOf(input, 'the input').trim();
  },
});
