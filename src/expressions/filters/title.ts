import { defineFilter } from '../../contract/expression.ts';
import { textOf } from '../support/expect.ts';

export const titleFilter = defineFilter({
  name: 'title',
  doc: 'The text with the first letter of each word in upper case.',
  arguments: [],
  run(input) {
    if (input === null) return null;
    return textOf(input, 'the input').replace(/(^|\s)(\S)/gu, (_, space: string, first: string) => {
      const upper = first.toUpperCase();
      // A letter that becomes two (ß) stays as it is, as in Java.
      return space + (upper.length === first.length ? upper : first);
    });
  },
});
