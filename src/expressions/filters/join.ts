import { CallFailure, defineFilter } from '../../contract/expression.ts';
import { describe } from '../runtime/numbers.ts';
import { javaText } from '../runtime/text.ts';
import { optionalText } from '../support/expect.ts';

export const joinFilter = defineFilter({
  name: 'join',
  doc: 'The items of a list as one text, with a separator between.',
  arguments: [{ name: 'separator', doc: 'Stands between the items; nothing by default.' }],
  run(input, args) {
    if (input === null) return null;
    if (!Array.isArray(input)) throw new CallFailure(`expected a list, but found ${describe(input)}`);
    return input.map(javaText).join(optionalText(args, 'separator') ?? '');
  },
});
