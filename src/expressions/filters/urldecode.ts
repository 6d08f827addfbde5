import { CallFailure, defineFilter } from '../../contract/expression.ts';
import { describe } from '../runtime/numbers.ts';
import { textOf } from '../support/expect.ts';

export const urldecodeFilter = defineFilter({
  name: 'urldecode',
  doc: 'The text that a query part encodes.',
  arguments: [],
  run(input) {
    if (input === null) return null;
    const text = textOf(input, 'the input').replaceAll('+', ' ');
    if (/%(?![0-9a-fA-F]{2})/.test(text)) throw new CallFailure(`expected %XX escapes, but found ${describe(text)}`);
    return Buffer.from(
      text.replace(
        /%([0-9a-fA-F]{2})|([^%]+)/g,
        (_, hex: string | undefined, plain: string | undefined) =>
          hex ?? Buffer.from(plain ?? '', 'utf8').toString('hex'),
      ),
      'hex',
    ).toString('utf8');
  },
});
