import { defineFilter } from '../../contract/expression.ts';
import { javaText } from '../runtime/text.ts';
import { requiredText } from '../support/expect.ts';
import { withRegex } from '../support/regex.ts';

export const regexMatchFilter = defineFilter({
  name: 'regexMatch',
  doc: 'True when the whole text matches a regular expression (Kestra 2.0).',
  arguments: [{ name: 'regex', doc: 'A regular expression.' }],
  run(input, args) {
    if (input === null) return null;
    const text = javaText(input);
    return withRegex(requiredText(args, 'regex'), (regex) => regex.matcher(text).matches());
  },
});
