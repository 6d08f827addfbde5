import { defineFilter } from '../../contract/expression.ts';
import { jsonText } from '../runtime/text.ts';

export const toJsonFilter = defineFilter({
  name: 'toJson',
  aliases: ['json'],
  doc: 'JSON, without null entries of maps.',
  arguments: [],
  run(input) {
    return input === null ? 'null' : jsonText(input);
  },
});
