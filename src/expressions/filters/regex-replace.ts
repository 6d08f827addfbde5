import { defineFilter } from '../../contract/expression.ts';
import { javaText } from '../runtime/text.ts';
import { requiredText } from '../support/expect.ts';
import { withRegex } from '../support/regex.ts';

export const regexReplaceFilter = defineFilter({
  name: 'regexReplace',
  doc: 'The text with each match of a regular expression replaced; `$1` is a group (Kestra 2.0).',
  arguments: [
    { name: 'regex', doc: 'A regular expression.' },
    { name: 'replacement', doc: 'The text instead.' },
  ],
  run(input, args) {
    if (input === null) return null;
    const text = javaText(input);
    const replacement = requiredText(args, 'replacement');
    return withRegex(requiredText(args, 'regex'), (regex) => regex.matcher(text).replaceAll(replacement, false));
  },
});
