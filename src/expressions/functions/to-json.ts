import { defineFunction } from '../../contract/expression.ts';
import { jsonText } from '../runtime/text.ts';

export const toJsonFunction = defineFunction({
  name: 'toJson',
  doc: 'JSON of a value (Kestra 2.0).',
  arguments: [{ name: 'value', doc: 'Any value.' }],
  run(args) {
    return jsonText(args['value'] ?? null);
  },
});
