import { defineFilter } from '../../contract/expression.ts';
import { textOf } from '../support/expect.ts';

export const capitalizeFilter = defineFilter({
  name: 'capitalize',
  doc: 'The text with its first letter in upper case.',
  arguments: [],
  run(input) {
    if (input === null) return null;
    return textOf(input, 'the input').replace(
      /^(\s*)(\S)/u,
      (_, space: string, first: string) => space + first.toUpperCase(),
    );
  },
});
