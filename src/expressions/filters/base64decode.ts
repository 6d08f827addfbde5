import { CallFailure, defineFilter } from '../../contract/expression.ts';
import { describe } from '../runtime/numbers.ts';
import { textOf } from '../support/expect.ts';

const BASE64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}(?:==)?|[A-Za-z0-9+/]{3}=?)?$/;

export const base64decodeFilter = defineFilter({
  name: 'base64decode',
  doc: 'The text whose UTF-8 bytes the Base64 text holds.',
  arguments: [],
  run(input) {
    if (input === null) return null;
    const text = textOf(input, 'the input');
    if (!BASE64.test(text)) throw new CallFailure(`expected Base64, but found ${describe(text)}`);
    return Buffer.from(text, 'base64').toString('utf8');
  },
});
