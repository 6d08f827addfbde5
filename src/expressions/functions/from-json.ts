import { CallFailure, defineFunction } from '../../contract/expression.ts';
import { parseJsonPrefix } from '../../util/json-reader.ts';
import { describe } from '../runtime/numbers.ts';

export const fromJsonFunction = defineFunction({
  name: 'fromJson',
  aliases: ['json'],
  doc: 'The value of a JSON text.',
  arguments: [{ name: 'json', doc: 'The text.' }],
  run(args) {
    const value = args['json'];
    if (value === undefined) throw new CallFailure("expected an argument 'json'");
    if (value === null) return null;
    if (typeof value !== 'string')
      throw new CallFailure(`expected a text as the argument 'json', but found ${describe(value)}`);
    // Kestra reads the first value and ignores what follows.
    return parseJsonPrefix(value).value;
  },
});
