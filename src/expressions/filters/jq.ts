import { defineFilter } from '../../contract/expression.ts';
import { requiredText } from '../support/expect.ts';
import { runJq } from '../formats/jq.ts';

export const jqFilter = defineFilter({
  name: 'jq',
  doc: 'The results of a jq expression over a value, as a list.',
  arguments: [{ name: 'expression', doc: 'The jq expression.' }],
  effect: 'io',
  run(input, args) {
    if (input === null) return null;
    const expression = requiredText(args, 'expression');
    return runJq(input, expression);
  },
});
