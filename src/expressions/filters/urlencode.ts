import { defineFilter } from '../../contract/expression.ts';
import { textOf } from '../support/expect.ts';

export const urlencodeFilter = defineFilter({
  name: 'urlencode',
  doc: 'The text encoded for a query: blanks as +.',
  arguments: [],
  run(input) {
    if (input === null) return null;
    const encoded = encodeURIComponent(textOf(input, 'the input').replace(/\p{Surrogate}/gu, '?'));
    return encoded
      .replaceAll('%20', '+')
      .replace(/[!'()~]/g, (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`);
  },
});
