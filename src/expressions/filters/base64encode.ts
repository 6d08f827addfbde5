import { defineFilter } from '../../contract/expression.ts';
import { javaText } from '../runtime/text.ts';

export const base64encodeFilter = defineFilter({
  name: 'base64encode',
  doc: 'The Base64 text of the UTF-8 bytes.',
  arguments: [],
  run(input) {
    return input === null ? null : Buffer.from(javaText(input), 'utf8').toString('base64');
  },
});
