import { defineFilter } from '../../contract/expression.ts';
import { javaText } from '../runtime/text.ts';
import { requiredText } from '../support/expect.ts';

export const substringAfterLastFilter = defineFilter({
  name: 'substringAfterLast',
  doc: 'The part after the last separator; nothing when there is none.',
  arguments: [{ name: 'separator', doc: 'The text to look for.' }],
  run(input, args) {
    if (input === null) return null;
    const separator = requiredText(args, 'separator');
    const text = javaText(input);
    const at = separator === '' ? -1 : text.lastIndexOf(separator);
    return at === -1 ? '' : text.slice(at + separator.length);
  },
});
