import { defineFilter } from '../../contract/expression.ts';
import { isMap } from '../../util/values.ts';

export const lengthFilter = defineFilter({
  name: 'length',
  doc: 'How many characters, items or entries; 0 for null and numbers.',
  arguments: [],
  run(input) {
    if (typeof input === 'string' || Array.isArray(input)) return input.length;
    return isMap(input) ? Object.keys(input).length : 0;
  },
});
