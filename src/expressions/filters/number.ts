import { CallFailure, defineFilter } from '../../contract/expression.ts';
import { describe } from '../runtime/numbers.ts';
import { optionalText } from '../support/expect.ts';
import { readNumber } from '../formats/read-number.ts';

export const numberFilter = defineFilter({
  name: 'number',
  doc: 'The number that a text holds. Without a type, the smallest of Integer, Long, BigInteger or Float, Double that holds it; a leading 0 means octal, 0x hexadecimal, as Kestra reads it.',
  arguments: [{ name: 'type', doc: 'INT, LONG, FLOAT, DOUBLE, BIGINTEGER or BIGDECIMAL.' }],
  run(input, args) {
    if (input === null) return null;
    if (typeof input !== 'string') throw new CallFailure(`expected a text, but found ${describe(input)}`);
    return readNumber(input, optionalText(args, 'type') ?? '');
  },
});
