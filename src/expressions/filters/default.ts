import { defineFilter } from '../../contract/expression.ts';
import { isEmptyValue } from '../support/empty.ts';

export const defaultFilter = defineFilter({
  name: 'default',
  doc: 'A value for an input that is missing, null, blank or an empty list or map (not for 0 or false).',
  arguments: [{ name: 'default', doc: 'The value instead.' }],
  acceptsUndefined: true,
  run(input, args) {
    return isEmptyValue(input) ? (args['default'] ?? null) : input;
  },
});
