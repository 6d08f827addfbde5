import { expect, test } from 'vitest';
import { asExpression } from './workflow-expression.ts';

test.each([
  ['plain', "'plain'"],
  ["it's", "'it''s'"],
  ['${{ secrets.A }}', '(secrets.A)'],
  ['${{ vars.A || vars.B }}', '(vars.A || vars.B)'],
  ['a-${{ github.run_id }}-{b}', "format('a-{0}-{{b}}', github.run_id)"],
  ['${{ github.run_id }}${{ github.run_attempt }}', "format('{0}{1}', github.run_id, github.run_attempt)"],
])('%s is %s', (text, expected) => {
  expect(asExpression(text)).toBe(expected);
});
