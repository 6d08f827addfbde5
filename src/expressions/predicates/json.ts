import { CallFailure, definePredicate } from '../../contract/expression.ts';
import { parseJsonPrefix } from '../../util/json-reader.ts';
import { JsonSyntaxError } from '../../util/json-syntax-error.ts';
import { describe } from '../runtime/numbers.ts';

export const jsonPredicate = definePredicate({
  name: 'json',
  doc: 'True for a text that is JSON.',
  arguments: [],
  run(input) {
    if (typeof input !== 'string') throw new CallFailure(`expected a text, but found ${describe(input)}`);
    // Jackson reads nothing as nothing, not as a mistake.
    if (input.trim() === '') return true;
    try {
      parseJsonPrefix(input);
      return true;
    } catch (error) {
      if (error instanceof JsonSyntaxError) return false;
      throw error;
    }
  },
});
